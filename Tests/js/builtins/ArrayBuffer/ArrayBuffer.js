'use strict';
// ArrayBuffer: slices, views, resizing, detaching by transfer, SharedArrayBuffer.
const assert = require('assert');

const b = new ArrayBuffer(8);
new Uint8Array(b).set([1, 2, 3, 4, 5, 6, 7, 8]);
assert.deepStrictEqual([...new Uint8Array(b.slice(-3, -1))], [6, 7]);
assert.throws(() => new Uint16Array(b, 1), { name: 'RangeError', message: 'start offset of Uint16Array should be a multiple of 2' });
assert.throws(() => new Uint32Array(new ArrayBuffer(7)), RangeError);
assert.throws(() => new Uint8Array(b, 9), RangeError);
assert.throws(() => new ArrayBuffer(-1), RangeError);
assert.ok(ArrayBuffer.isView(new DataView(b)) && ArrayBuffer.isView(Buffer.alloc(1)) && !ArrayBuffer.isView(b));
const r = new ArrayBuffer(2, { maxByteLength: 8 });
const tracking = new Uint8Array(r);
r.resize(6);
assert.deepStrictEqual([r.resizable, r.byteLength, tracking.length], [true, 6, 6]);
r.resize(1);
assert.strictEqual(tracking.length, 1);
assert.throws(() => r.resize(9), RangeError);
const s = new SharedArrayBuffer(4);
const i32 = new Int32Array(s);
assert.strictEqual(Atomics.add(i32, 0, 5), 0);
assert.strictEqual(Atomics.compareExchange(i32, 0, 5, 7), 5);
assert.strictEqual(Atomics.load(i32, 0), 7);
const moved = structuredClone(b, { transfer: [b] });
assert.deepStrictEqual([b.byteLength, moved.byteLength], [0, 8]);
