'use strict';
// `{ ...source }` of plain objects, and of those that only look so.
const assert = require('assert');

const symbol = Symbol('s');
const hidden = Object.defineProperty({ a: 1 }, 'b', { value: 2, enumerable: false });
const getter = { get a() { return this.b + 1; }, b: 1 };
class Private { #secret = 1; open = 2; }

for (let round = 0; round < 4; round++) {
  assert.deepStrictEqual({ ...{ a: 1, b: [2] } }, { a: 1, b: [2] });
  assert.deepStrictEqual(Reflect.ownKeys({ ...{ b: 1, [symbol]: 2, a: 3 } }), ['b', 'a', symbol]);
  assert.deepStrictEqual(Object.keys({ ...{ b: 1, 2: 0, a: 3, 1: 0 } }), ['1', '2', 'b', 'a']);
  assert.deepStrictEqual({ ...hidden }, { a: 1 });
  assert.deepStrictEqual({ ...getter }, { a: 2, b: 1 });
  assert.deepStrictEqual(Object.getOwnPropertyDescriptor({ ...getter }, 'a'), { value: 2, writable: true, enumerable: true, configurable: true });
  assert.deepStrictEqual(Reflect.ownKeys({ ...new Private() }), ['open']);
  assert.deepStrictEqual({ ...Object.freeze({ a: 1 }) }, { a: 1 });
  assert.strictEqual(Object.isFrozen({ ...Object.freeze({ a: 1 }) }), false);
  assert.strictEqual(Object.getPrototypeOf({ ...Object.create({ c: 1 }, { a: { value: 1, enumerable: true } }) }), Object.prototype);
  assert.deepStrictEqual({ a: 0, ...{ a: 1 }, b: 2, ...{ a: 3, c: 4 } }, { a: 3, b: 2, c: 4 });
  const source = { a: 1, b: 2 };
  const copy = { ...source };
  copy.a = 5;
  copy.c = 6;
  assert.deepStrictEqual([source, copy], [{ a: 1, b: 2 }, { a: 5, b: 2, c: 6 }]);
  assert.deepStrictEqual({ ...null, ...undefined, ...1, ...'ab', ...[3] }, { 0: 3, 1: 'b' });
}
const wide = {};
for (let i = 0; i < 200; i++) wide[`k${i}`] = i;
assert.deepStrictEqual({ ...wide }, wide);
const { k0, ...rest } = { ...wide };
assert.strictEqual(k0, 0);
assert.strictEqual(Object.keys(rest).length, 199);
console.log('ok');
