'use strict';
// Reflect: results instead of exceptions, receivers, construct with another new.target.
const assert = require('assert');

const o = Object.freeze({ a: 1 });
assert.strictEqual(Reflect.set(o, 'a', 2), false);
assert.strictEqual(Reflect.defineProperty(o, 'b', { value: 1 }), false);
assert.strictEqual(Reflect.deleteProperty(o, 'a'), false);
const getter = { get x() { return this.y; } };
assert.strictEqual(Reflect.get(getter, 'x', { y: 'receiver' }), 'receiver');
const r = {};
assert.ok(Reflect.set({ set s(v) { this.t = v; } }, 's', 5, r) && r.t === 5);
assert.ok(Reflect.set({}, 'p', 1, r) && r.p === 1);
class A { constructor() { this.nt = new.target; } }
class B {}
const made = Reflect.construct(A, [], B);
assert.ok(made instanceof B && !(made instanceof A) && made.nt === B);
assert.deepStrictEqual(Reflect.ownKeys({ b: 1, [Symbol.iterator]: 1, 0: 1 }), ['0', 'b', Symbol.iterator]);
assert.strictEqual(Reflect.apply(Math.max, null, [1, 3]), 3);
assert.throws(() => Reflect.construct(() => {}, []), TypeError);
assert.throws(() => Reflect.ownKeys(1), TypeError);
assert.strictEqual(Reflect.has({ x: 1 }, 'x'), true);
