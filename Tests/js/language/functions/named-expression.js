'use strict';
// The name of a function expression is visible inside only, and cannot be assigned.
const assert = require('assert');

const outer = function fact(n) { return n < 2 ? 1 : n * fact(n - 1); };
assert.strictEqual(outer(5), 120);
assert.strictEqual(typeof fact, 'undefined');
assert.throws(function self() { self = 1; }, TypeError);
const shadow = function me() { var me = 5; return me; };
assert.strictEqual(shadow(), 5);
