// An array that is filled at 2, 6, 14, 30 ... takes memory for what is in it, not for its holes.
const assert = require('assert');
const array = [];
for (let k = 2, i = 0; i < 31; i++, k *= 2) array[k - 2] = k;
for (let k = 2, i = 0; i < 31; i++, k *= 2) assert.strictEqual(array[k - 2], k);
assert.strictEqual(array.length, 2 ** 31 - 1);
assert.ok(process.memoryUsage().rss < 256 << 20);
assert.strictEqual(Object.keys(array).length, 31);
const dense = [];
for (let i = 0; i < 200000; i++) dense[i * 2] = i;
assert.strictEqual(dense[199998], 99999);
assert.strictEqual(dense.length, 399999);
