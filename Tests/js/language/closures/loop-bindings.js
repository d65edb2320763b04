'use strict';
// Each iteration of a let loop has its own binding, copied from the one before; var has one for all.
const assert = require('assert');

const lets = [];
for (let i = 0; i < 3; i++) lets.push(() => i++);
assert.deepStrictEqual(lets.map((f) => f()), [0, 1, 2]);
assert.strictEqual(lets[0](), 1);
const vars = [];
for (var j = 0; j < 3; j++) vars.push(() => j);
assert.deepStrictEqual(vars.map((f) => f()), [3, 3, 3]);
// A closure made in the initializer sees the first binding, not that of the iterations.
let first;
for (let k = 0, get = () => k; k < 2; k++) first = get;
assert.strictEqual(first(), 0);
// The body may change the binding, and the next iteration starts from the changed value.
const seen = [];
for (let n = 0; n < 6; n++) { seen.push(n); n++; }
assert.deepStrictEqual(seen, [0, 2, 4]);
const keys = [];
for (const key in { a: 1, b: 2 }) keys.push(() => key);
assert.deepStrictEqual(keys.map((f) => f()), ['a', 'b']);
