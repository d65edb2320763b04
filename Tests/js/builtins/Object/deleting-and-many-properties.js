'use strict';
// Objects with many properties, deletion in the middle, and order after adding again.
const assert = require('assert');

const o = {};
for (let i = 0; i < 3000; i++) o['p' + i] = i;
for (let i = 0; i < 3000; i += 2) delete o['p' + i];
assert.strictEqual(Object.keys(o).length, 1500);
assert.strictEqual(o.p2999, 2999);
assert.strictEqual(o.p2998, undefined);
o.p0 = 'again';
assert.strictEqual(Object.keys(o)[1500], 'p0');
let sum = 0;
for (const k in o) if (k !== 'p0') sum += o[k];
assert.strictEqual(sum, 1500 * 1500);
const points = [];
for (let i = 0; i < 100; i++) { const p = { x: i }; if (i % 2) p.y = 1; p.z = i; if (i % 3) delete p.x; points.push(p); }
assert.strictEqual(points.reduce((a, p) => a + (p.x ?? 0) + p.z, 0), 4950 + 1683);
