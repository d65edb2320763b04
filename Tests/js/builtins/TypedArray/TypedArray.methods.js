'use strict';
// set, subarray, slice, fill, sort, map, indexOf, join, from, and the shared prototype.
const assert = require('assert');

const a = Uint8Array.of(5, 1, 4);
const b = a.subarray(1);
b[0] = 9;
assert.deepStrictEqual([...a], [5, 9, 4]);
assert.strictEqual(b.byteOffset, 1);
assert.notStrictEqual(a.slice(1).buffer, a.buffer);
a.set([7, 8], 1);
assert.strictEqual(a.join('-'), '5-7-8');
assert.throws(() => a.set([1, 2], 2), { name: 'RangeError', message: 'offset is out of bounds' });
a.set(a.subarray(0, 2), 1);
assert.deepStrictEqual([...a], [5, 5, 7]);
assert.deepStrictEqual([...Float64Array.of(3, -0, 0, NaN, -Infinity).sort()], [-Infinity, -0, 0, 3, NaN]);
assert.ok(a.map((x) => x * 100) instanceof Uint8Array);
assert.strictEqual(a.map((x) => x * 100)[0], 244);
assert.deepStrictEqual([a.indexOf(7), a.includes(8), a.at(-1), a.findLast((x) => x === 5)], [2, false, 7, 5]);
const T = Object.getPrototypeOf(Uint8Array);
assert.strictEqual(T.name, 'TypedArray');
assert.throws(() => new T(), TypeError);
assert.throws(() => Uint8Array(2), TypeError);
assert.deepStrictEqual([...a.toSorted((x, y) => y - x)], [7, 5, 5]);
assert.deepStrictEqual([...a.with(0, 1).toReversed()], [7, 5, 1]);
assert.deepStrictEqual(Array.from(a.entries())[2], [2, 7]);
assert.strictEqual(Uint16Array.BYTES_PER_ELEMENT, 2);
