'use strict';
// Typed arrays and DataViews over resizable buffers: tracking views follow, fixed ones may go out of bounds and come back.
const assert = require('assert');

const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
const tracking = new Uint8Array(buffer), fixed = new Uint8Array(buffer, 4, 4), tail = new Uint16Array(buffer, 4);
const view = new DataView(buffer, 2);
const lengths = () => [tracking.length, fixed.length, tail.length, fixed.byteOffset];
assert.deepStrictEqual(lengths(), [8, 4, 2, 4]);
buffer.resize(16);
assert.deepStrictEqual([...lengths(), view.byteLength], [16, 4, 6, 4, 14]);
buffer.resize(6);
assert.deepStrictEqual(lengths(), [6, 0, 1, 0]);
assert.strictEqual(fixed[0], undefined);
assert.strictEqual(5 in tracking && !(6 in tracking), true);
assert.throws(() => fixed.fill(1), TypeError);
buffer.resize(2);
assert.strictEqual(view.byteLength, 0);
buffer.resize(1);
assert.throws(() => view.byteLength, TypeError);
assert.throws(() => view.getUint8(0), TypeError);
buffer.resize(8);
assert.deepStrictEqual(lengths(), [8, 4, 2, 4]);
assert.throws(() => buffer.resize(17), RangeError);
tracking.set([1, 2, 3, 4, 5, 6, 7, 8]);
const seen = [];
for (const x of tracking) { seen.push(x); if (x === 2) buffer.resize(4); }
assert.deepStrictEqual(seen, [1, 2, 3, 4]);
assert.deepStrictEqual([...tracking.map((x, i) => { if (i === 0) buffer.resize(2); return x | 0; })], [1, 2, 0, 0]);
const moved = buffer.transfer(4);
assert.ok(buffer.detached && moved.resizable && moved.maxByteLength === 16 && moved.byteLength === 4);
assert.deepStrictEqual([tracking.length, tracking.byteOffset, [...new Uint8Array(moved)].join()], [0, 0, '1,2,0,0']);
assert.strictEqual(moved.transferToFixedLength().resizable, false);
