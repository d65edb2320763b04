'use strict';
// Coercions of +, ==, relational and arithmetic operators.
const assert = require('assert');

assert.strictEqual(1 + '2', '12');
assert.strictEqual('3' * '4', 12);
assert.strictEqual([] + {}, '[object Object]');
assert.strictEqual([1, 2] + 3, '1,23');
assert.strictEqual(null + 1, 1);
assert.ok(Number.isNaN(undefined + 1));
assert.strictEqual(true + true, 2);
assert.ok(null == undefined && null != 0 && '' == 0 && '1' == 1 && [1] == 1 && NaN != NaN);
assert.ok(1n == 1 && 2n > 1 && '2' > 1n && 1n < 1.5);
assert.ok('b' > 'a' && 'B' < 'a' && '10' < '9' && 10 > '9');
assert.ok(!(undefined >= undefined) && null >= 0);
const o = { valueOf: () => 5, toString: () => 'str' };
assert.strictEqual(o + 1, 6);
assert.strictEqual(`${o}`, 'str');
assert.strictEqual(o * 2, 10);
const hinted = { [Symbol.toPrimitive]: (hint) => hint };
assert.strictEqual(`${hinted}`, 'string');
assert.strictEqual(hinted + '', 'default');
assert.ok(Number.isNaN(+hinted));
assert.throws(() => +{ valueOf: () => ({}), toString: () => ({}) }, { message: 'Cannot convert object to primitive value' });
