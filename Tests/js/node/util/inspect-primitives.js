'use strict';
// util.inspect of primitives and their wrappers.
const assert = require('assert');

const { inspect } = require('util');
const cases = [['a', "'a'"], ["it's", `"it's"`], [`"'`, '`"\'`'], ['\n\x01\u007f', "'\\n\\x01\\x7F'"], [-0, '-0'], [5n, '5n'], [undefined, 'undefined'], [null, 'null'], [true, 'true'], [Symbol('s'), 'Symbol(s)'],
  [new Number(-0), '[Number: -0]'], [new String('x'), "[String: 'x']"], [new Boolean(false), '[Boolean: false]'], [Object(Symbol('q')), '[Symbol: Symbol(q)]'], [Object(1n), '[BigInt: 1n]'], ['\uD800', "'\\ud800'"]];
for (const [value, text] of cases) assert.strictEqual(inspect(value), text);
