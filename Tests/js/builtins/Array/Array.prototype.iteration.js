'use strict';
// map, filter, forEach, reduce, some, every: holes, receivers, changes while they run.
const assert = require('assert');

const seen = [];
[1, , 3].forEach((x, i) => seen.push(i));
assert.deepStrictEqual(seen, [0, 2]);
assert.ok(!(1 in [1, , 3].map((x) => x)));
assert.deepStrictEqual([1, 2, 3, 4].filter((x) => x % 2), [1, 3]);
assert.strictEqual([1, 2, 3].reduce((a, b) => a + b), 6);
assert.strictEqual(['a', 'b'].reduceRight((a, b, i) => a + b + i, ''), 'b1a0');
assert.throws(() => [].reduce((a) => a), { message: 'Reduce of empty array with no initial value' });
assert.strictEqual([].every(() => false), true);
assert.strictEqual([, ].some(() => true), false);
const grow = [1, 2];
let n = 0;
grow.forEach((x) => { n++; grow.push(x); });
assert.strictEqual(n, 2);
const shrink = [1, 2, 3];
const visited = shrink.map((x) => { shrink.length = 1; return x; });
assert.strictEqual(visited.length, 3);
assert.ok(!(1 in visited));
assert.throws(() => [1].map('x'), { name: 'TypeError', message: 'x is not a function' });
[1].forEach(function() { assert.strictEqual(this.t, 1); }, { t: 1 });
