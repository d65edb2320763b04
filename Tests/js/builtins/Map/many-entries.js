'use strict';
// A large map: growth, deletion of most, order and lookups afterwards.
const assert = require('assert');

// Less when the collector runs at every allocation.
const count = process.env.SWJS_GC_STRESS ? 500 : 50000;
const m = new Map();
for (let i = 0; i < count; i++) m.set(i % 2 ? i : 'k' + i, i);
for (let i = 0; i < count; i++) if (i % 10) m.delete(i % 2 ? i : 'k' + i);
assert.strictEqual(m.size, count / 10);
assert.deepStrictEqual([...m.keys()].slice(0, 3), ['k0', 'k10', 'k20']);
for (let i = 0; i < count; i += 10) assert.strictEqual(m.get('k' + i), i);
assert.strictEqual(m.get(0.5), undefined);
m.set(0.5, 'half').set(1n, 'big');
assert.strictEqual(m.get(0.5) + m.get(1n), 'halfbig');
