'use strict';
// Comments of all kinds; line ends of all kinds.
const assert = require('assert');

assert.strictEqual(eval('#!/usr/bin/env node\n1'), 1);
assert.strictEqual(eval('1 /* c */ + // d\n 2'), 3);
assert.strictEqual(eval('1\u2028+1'), 2);
assert.strictEqual(eval('// c\u2029 7'), 7);
assert.strictEqual(eval('\uFEFF\u00A0\v\f8'), 8);
assert.strictEqual(eval('/* a * / ** */9'), 9);
assert.throws(() => eval('/* open'), SyntaxError);
assert.throws(() => eval(' #!x'), SyntaxError);
