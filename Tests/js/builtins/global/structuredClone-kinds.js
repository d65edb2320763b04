'use strict';
// structuredClone: every kind of object, what they share, and objects that change meanwhile.
const assert = require('assert');

// Views keep what they have in common.
const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
const views = { a: new Uint8Array(buffer, 1, 3), b: new Uint16Array(buffer, 2), c: new DataView(buffer, 4, 2), buffer, again: null };
views.again = views.a;
const copies = structuredClone(views);
assert.strictEqual(copies.a.buffer, copies.buffer);
assert.strictEqual(copies.b.buffer, copies.buffer);
assert.strictEqual(copies.c.buffer, copies.buffer);
assert.strictEqual(copies.again, copies.a);
assert.notStrictEqual(copies.buffer, buffer);
assert.deepStrictEqual([...copies.a], [2, 3, 4]);
assert.deepStrictEqual([copies.b.length, copies.c.byteOffset, copies.c.byteLength], [3, 4, 2]);
copies.a[0] = 99;
assert.strictEqual(new Uint8Array(buffer)[1], 2);

const resizable = new ArrayBuffer(4, { maxByteLength: 16 });
const tracking = structuredClone({ view: new Uint8Array(resizable), fixed: new Uint8Array(resizable, 0, 2) });
assert.deepStrictEqual([tracking.view.buffer.resizable, tracking.view.buffer.maxByteLength], [true, 16]);
tracking.view.buffer.resize(8);
assert.deepStrictEqual([tracking.view.length, tracking.fixed.length], [8, 2]);

// Moved buffers.
const moved = new Uint8Array([7, 8]);
const got = structuredClone({ moved, same: moved.buffer }, { transfer: [moved.buffer] });
assert.deepStrictEqual([moved.length, moved.buffer.byteLength, ...got.moved], [0, 0, 7, 8]);
assert.strictEqual(got.moved.buffer, got.same);
const twice = new ArrayBuffer(1);
assert.throws(() => structuredClone(1, { transfer: [twice, twice] }), { name: 'DataCloneError' });
assert.strictEqual(twice.byteLength, 1);
assert.throws(() => structuredClone(() => {}, { transfer: [twice] }), { name: 'DataCloneError' });
assert.strictEqual(twice.byteLength, 1);

// Shared memory stays shared.
const shared = new Int32Array(new SharedArrayBuffer(8));
const other = structuredClone({ shared, twice: shared.buffer });
shared[1] = 5;
assert.strictEqual(other.shared[1], 5);
assert.strictEqual(other.shared.buffer, other.twice);

// Long and short strings, as values and keys, of all widths.
for (const text of ['', 'x', 'é', '日', '\ud800', 'y'.repeat(1000), 'é日'.repeat(500), 'a'.repeat(40) + 'b'.repeat(40)]) {
  assert.deepStrictEqual(structuredClone({ [text + 'k']: text, list: [text, text] }), { [text + 'k']: text, list: [text, text] });
  assert.deepStrictEqual(structuredClone(new Map([[text, Object(text)]])), new Map([[text, Object(text)]]));
}
const long = /(?:a{1,3}|b)*c.d[e-g]+h?i+?j(?=k)(?!l)m\/n\\o\d\s\w\u0041x/giu;
assert.strictEqual(String(structuredClone(long)), String(long));

// Errors.
const error = new RangeError('m'.repeat(100), { cause: { deep: [new TypeError('inner')] } });
error.extra = 1;
const copied = structuredClone(error);
assert.ok(copied instanceof RangeError && copied.cause.deep[0] instanceof TypeError);
assert.deepStrictEqual([copied.message, copied.stack, copied.extra], [error.message, error.stack, undefined]);
// (V8 cannot read this one.)
error.cause = error;
assert.strictEqual(structuredClone([error])[0].cause instanceof RangeError, true);

// Primitives, wrapped and bare, dates and big numbers.
for (const value of [0, -0, NaN, 1.5, 2 ** 31, 10n ** 40n, -(2n ** 64n), null, undefined, true, Object(false), Object(-0), Object(5n), new Date(NaN), new Date(8.64e15)]) {
  assert.deepStrictEqual(structuredClone(value), value);
  assert.deepStrictEqual(structuredClone([value, [value]]), [value, [value]]);
}

// Sparse arrays, names on arrays, indices on objects.
const sparse = [1, , 3];
sparse.name = [sparse];
sparse[5000] = 'far';
const sparseCopy = structuredClone(sparse);
assert.deepStrictEqual(Object.keys(sparseCopy), ['0', '2', '5000', 'name']);
assert.strictEqual(sparseCopy.name[0], sparseCopy);
assert.deepStrictEqual(structuredClone({ 9: 1, b: 2, 1: 3, 70000: 4 }), { 1: 3, 9: 1, 70000: 4, b: 2 });

// Objects that change while they are cloned, among many that are not.
const list = Array.from({ length: 40 }, (_, i) => ({ i, get later() { list.length = 30; delete list[10].i; return { fresh: `${i}`.repeat(30) }; } }));
const listCopy = structuredClone({ list, list2: list });
assert.strictEqual(listCopy.list, listCopy.list2);
assert.deepStrictEqual(listCopy.list[5], { i: 5, later: { fresh: '5'.repeat(30) } });
assert.deepStrictEqual([listCopy.list.length, 29 in listCopy.list, 30 in listCopy.list, 'i' in listCopy.list[10]], [40, true, false, false]);

// Nested.
let deep = [];
for (let i = 0; i < 500; i++) deep = i % 2 ? [deep] : { deep };
assert.deepStrictEqual(structuredClone(deep), deep);
