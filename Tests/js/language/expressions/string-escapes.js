'use strict';
// Escapes of strings and identifiers, line continuations, surrogates.
const assert = require('assert');

assert.strictEqual('\x41\u0042\u{43}', 'ABC');
assert.strictEqual('a\
b', 'ab');
assert.strictEqual('\v\f\b\0'.split('').map((c) => c.charCodeAt(0)).join(), '11,12,8,0');
assert.strictEqual('\u{1F600}'.length, 2);
assert.strictEqual('\uD83D\uDE00', '\u{1F600}');
assert.strictEqual('\u2028'.charCodeAt(0), 0x2028);
const \u0061bc = 1;
assert.strictEqual(abc, 1);
const ünïcödé = 2, 变量 = 3, $_ = 4;
assert.strictEqual(ünïcödé + 变量 + $_, 9);
assert.throws(() => eval('"\\u{110000}"'), SyntaxError);
assert.throws(() => eval('"\\x4"'), SyntaxError);
assert.throws(() => eval('"open'), SyntaxError);
assert.throws(() => eval('v\\u0061r x'), SyntaxError);
