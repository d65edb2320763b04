'use strict';
// A large map: growth, deletion of most, order and lookups afterwards.
const assert = require('assert');

const m = new Map();
for (let i = 0; i < 50000; i++) m.set(i % 2 ? i : 'k' + i, i);
for (let i = 0; i < 50000; i++) if (i % 10) m.delete(i % 2 ? i : 'k' + i);
assert.strictEqual(m.size, 5000);
assert.deepStrictEqual([...m.keys()].slice(0, 3), ['k0', 'k10', 'k20']);
for (let i = 0; i < 50000; i += 10) assert.strictEqual(m.get('k' + i), i);
assert.strictEqual(m.get(0.5), undefined);
m.set(0.5, 'half').set(1n, 'big');
assert.strictEqual(m.get(0.5) + m.get(1n), 'halfbig');
