'use strict';
// DataView: byte orders, bounds, all kinds of numbers.
const assert = require('assert');

const v = new DataView(new ArrayBuffer(16), 2, 12);
v.setInt16(0, -2);
assert.deepStrictEqual([v.getUint8(0), v.getUint8(1), v.getUint16(0, true)], [255, 254, 0xfeff]);
v.setFloat64(1, Math.PI, true);
assert.strictEqual(v.getFloat64(1, true), Math.PI);
assert.notStrictEqual(v.getFloat64(1), Math.PI);
v.setBigInt64(0, -5n);
assert.strictEqual(v.getBigUint64(0), 2n ** 64n - 5n);
v.setFloat32(4, 1.5);
assert.strictEqual(v.getUint32(4), 0x3fc00000);
v.setUint8(0, 300);
assert.strictEqual(v.getInt8(0), 44);
assert.throws(() => v.getInt32(9), { name: 'RangeError', message: 'Offset is outside the bounds of the DataView' });
assert.throws(() => v.getInt8(-1), RangeError);
assert.throws(() => new DataView({}), TypeError);
assert.deepStrictEqual([v.byteLength, v.byteOffset], [12, 2]);
