'use strict';
// Iteration sees changes of what it iterates.
const assert = require('assert');

const list = [1, 2, 3];
const seen = [];
for (const x of list) { seen.push(x); if (x < 3 && list.length < 6) list.push(x * 10); }
assert.deepStrictEqual(seen, [1, 2, 3, 10, 20]);
const map = new Map([[1, 'a'], [2, 'b']]);
const keys = [];
for (const [k] of map) { keys.push(k); if (k === 1) { map.delete(2); map.set(3, 'c'); } }
assert.deepStrictEqual(keys, [1, 3]);
const set = new Set([1]);
let n = 0;
for (const x of set) { if (n++ > 5) break; set.delete(x); set.add(x); }
assert.strictEqual(n, 7);
