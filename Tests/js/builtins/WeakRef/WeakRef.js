'use strict';
// WeakRef, WeakSet and FinalizationRegistry, as far as they can be told without a collection.
const assert = require('assert');

const target = {};
const ref = new WeakRef(target);
assert.strictEqual(ref.deref(), target);
assert.strictEqual(new WeakRef(Symbol.iterator).deref(), Symbol.iterator);
assert.throws(() => new WeakRef(1), { name: 'TypeError', message: 'WeakRef: invalid target' });
assert.throws(() => new WeakRef(Symbol.for('registered')), TypeError);
assert.strictEqual(Object.prototype.toString.call(ref), '[object WeakRef]');

const registry = new FinalizationRegistry(() => {});
assert.strictEqual(registry.register(target, 'held', target), undefined);
assert.strictEqual(registry.unregister(target), true);
assert.strictEqual(registry.unregister(target), false);
assert.throws(() => registry.register(target, target), { name: 'TypeError', message: 'FinalizationRegistry.prototype.register: target and holdings must not be same' });
assert.throws(() => registry.unregister(1), { name: 'TypeError', message: "Invalid unregisterToken ('1')" });

const set = new WeakSet([target]);
assert.ok(set.has(target) && !set.has({}) && set.delete(target) && !set.has(target));
assert.throws(() => set.add(1), { name: 'TypeError', message: 'Invalid value used in weak set' });
const symbol = Symbol('key');
assert.strictEqual(new WeakMap([[symbol, 1]]).get(symbol), 1);
