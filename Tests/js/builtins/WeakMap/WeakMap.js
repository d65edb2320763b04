'use strict';
// WeakMap, WeakSet, WeakRef and FinalizationRegistry: keys must be objects or unregistered symbols.
const assert = require('assert');

const wm = new WeakMap();
const k = {};
assert.strictEqual(wm.set(k, 1), wm);
assert.ok(wm.get(k) === 1 && wm.has(k) && !wm.has({}) && wm.delete(k) && !wm.has(k));
assert.throws(() => wm.set('x', 1), { name: 'TypeError', message: 'Invalid value used as weak map key' });
assert.throws(() => wm.set(Symbol.for('r'), 1), TypeError);
wm.set(Symbol('s'), 1);
assert.strictEqual(wm.get(5), undefined);
const ws = new WeakSet([k]);
assert.ok(ws.has(k));
assert.throws(() => ws.add(1), { message: 'Invalid value used in weak set' });
assert.strictEqual(new WeakRef(k).deref(), k);
assert.throws(() => new WeakRef(1), TypeError);
const registry = new FinalizationRegistry(() => {});
assert.strictEqual(registry.register(k, 'held', k), undefined);
assert.strictEqual(registry.unregister(k), true);
assert.throws(() => registry.register(k, k), TypeError);
let many = new WeakMap();
for (let i = 0; i < (process.env.SWJS_GC_STRESS ? 500 : 100000); i++) many.set({ i }, { big: [i] });
assert.strictEqual(many.get(k), undefined);
