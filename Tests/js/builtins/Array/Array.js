'use strict';
// The constructor: lengths, elements, isArray, and errors for bad lengths.
const assert = require('assert');

assert.strictEqual(new Array(3).length, 3);
assert.ok(!(0 in new Array(3)));
assert.deepStrictEqual(Array(1, 2), [1, 2]);
assert.deepStrictEqual(new Array('3'), ['3']);
assert.throws(() => new Array(-1), { name: 'RangeError', message: 'Invalid array length' });
assert.throws(() => new Array(1.5), RangeError);
assert.throws(() => { [].length = 2 ** 32; }, RangeError);
assert.strictEqual(Array.isArray(new Proxy([], {})), true);
assert.strictEqual(Array.isArray({ __proto__: Array.prototype }), false);
assert.strictEqual(Array.isArray(Array.prototype), true);
const a = [1, 2, 3];
a.length = 1;
assert.deepStrictEqual(a, [1]);
a[4294967294] = 'last';
assert.strictEqual(a.length, 4294967295);
a[4294967295] = 'property';
assert.strictEqual(a.length, 4294967295);
