'use strict';
// What the run loop does without calls must not be told from what the specification says: lengths, elements of all types, methods.
const assert = require('assert');

// Elements of all types, as constants of the engine: the same loop sees one type after the other.
const set = (a, i, v) => { a[i] = v; return a[i]; };
const values = [0, -0, 1, -1, 127, 128, 255, 256, 65535, 65536, 2147483647, 2147483648, 4294967295, 4294967296, -2147483649, 1e21, 0.5, 1.5, -1.5,
  254.5, NaN, Infinity, -Infinity];
for (const Type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) {
  const array = new Type(3);
  const expected = Type.from(values);
  for (let k = 0; k < values.length; k++) {
    assert.ok(Object.is(set(array, 1, values[k]), expected.at(k)), `${Type.name} ${values[k]}`);
    assert.deepStrictEqual([array[0], array[2], array[3], array[-1]], [0, 0, undefined, undefined]);
  }
  assert.strictEqual(set(array, 1, '7'), 7);
  assert.strictEqual(set(array, 1, { valueOf: () => 9 }), 9);
  assert.throws(() => set(array, 1, 1n), TypeError);
  assert.throws(() => set(array, 1, Symbol()), TypeError);
  assert.strictEqual(set(array, 3, 1), undefined);
}
assert.strictEqual(set(new BigInt64Array(1), 0, -1n), -1n);
assert.throws(() => set(new BigInt64Array(1), 0, 1), TypeError);

// Lengths: of several types in one place, of views that follow their buffer, of a detached buffer.
const length = (a) => a.length;
for (let i = 0; i < 3; i++) {
  for (const [a, n] of [[new Uint8Array(5), 5], [new Float64Array(2), 2], [new Uint8Array(0), 0], [[1], 1], ['ab', 2], [{ length: 'x' }, 'x'],
    [Object.create({ length: 8 }), 8], [Buffer.alloc(4), 4], [(x) => x, 1]]) assert.strictEqual(length(a), n);
}
const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
const [follows, fixed] = [new Uint16Array(buffer), new Uint16Array(buffer, 0, 4)];
assert.deepStrictEqual([length(follows), length(fixed)], [4, 4]);
buffer.resize(16);
assert.deepStrictEqual([length(follows), length(fixed)], [8, 4]);
buffer.resize(2);
assert.deepStrictEqual([length(follows), length(fixed)], [1, 0]);
const moved = new Int32Array(4);
const zero = () => moved.length;
assert.strictEqual(zero(), 4);
structuredClone(moved.buffer, { transfer: [moved.buffer] });
assert.strictEqual(zero(), 0);
assert.strictEqual(moved[0], undefined);

// An own `length`, and one of a prototype.
class Mine extends Uint8Array {}
const lengthOfMine = (a) => a.length;
assert.deepStrictEqual([lengthOfMine(new Mine(3)), lengthOfMine(new Mine(4))], [3, 4]);
const own = new Mine(3);
Object.defineProperty(own, 'length', { value: 'own' });
assert.deepStrictEqual([lengthOfMine(own), lengthOfMine(new Mine(3))], ['own', 3]);
Object.defineProperty(Mine.prototype, 'length', { get() { return 'mine'; }, configurable: true });
assert.strictEqual(lengthOfMine(new Mine(3)), 'mine');
delete Mine.prototype.length;
assert.strictEqual(lengthOfMine(new Mine(3)), 3);
assert.throws(() => lengthOfMine(Object.create(Mine.prototype)), TypeError);
const other = new Mine(3);
Object.setPrototypeOf(other, { length: 'other' });
assert.strictEqual(lengthOfMine(other), 'other');

// A getter that replaces the builtin one, after it was used.
const TypedArray = Object.getPrototypeOf(Uint8Array);
const builtin = Object.getOwnPropertyDescriptor(TypedArray.prototype, 'length');
const lengthAgain = (a) => a.length;
for (let i = 0; i < 3; i++) assert.strictEqual(lengthAgain(new Uint8Array(2)), 2);
Object.defineProperty(TypedArray.prototype, 'length', { get() { return 'replaced'; } });
assert.strictEqual(lengthAgain(new Uint8Array(2)), 'replaced');
Object.defineProperty(TypedArray.prototype, 'length', builtin);
assert.strictEqual(lengthAgain(new Uint8Array(2)), 2);

// Methods are found by the shape; strings that are numbers never are.
const named = (a, key) => a[key];
const first = (a) => a.added;
const array = new Uint8Array(2);
assert.strictEqual(first(array), undefined);
TypedArray.prototype.added = 1;
assert.strictEqual(first(array), 1);
array.added = 2;
assert.deepStrictEqual([first(array), first(new Uint8Array(1))], [2, 1]);
delete TypedArray.prototype.added;
assert.deepStrictEqual([first(array), first(new Uint8Array(1))], [2, undefined]);
for (const key of ['1.5', '-0', 'Infinity', 'NaN', '1e1000', '-1']) {
  Uint8Array.prototype[key] = 'found';
  const plain = Object.create(Uint8Array.prototype);
  const map = Object.setPrototypeOf(new Map(), Uint8Array.prototype);
  for (let i = 0; i < 3; i++) {
    const expected = key === '1e1000' ? 'found' : undefined;
    assert.deepStrictEqual([named(plain, key), named(map, key), named(array, key), named(map, key)], ['found', 'found', expected, 'found'], key);
  }
  delete Uint8Array.prototype[key];
}
Uint8Array.prototype['1.5'] = 'found';
const member = (a) => a['1.5'];
for (const a of [Object.setPrototypeOf(new Map(), Uint8Array.prototype), new Uint8Array(1)]) {
  for (let i = 0; i < 3; i++) assert.strictEqual(member(a), a instanceof TypedArray && ArrayBuffer.isView(a) ? undefined : 'found');
}
delete Uint8Array.prototype['1.5'];
