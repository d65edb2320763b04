'use strict';
// Growable shared buffers grow only; views follow.
const assert = require('assert');

const buffer = new SharedArrayBuffer(4, { maxByteLength: 8 });
const view = new Uint8Array(buffer);
assert.deepStrictEqual([buffer.growable, buffer.maxByteLength, view.length], [true, 8, 4]);
buffer.grow(8);
assert.deepStrictEqual([buffer.byteLength, view.length, view[7]], [8, 8, 0]);
assert.throws(() => buffer.grow(4), RangeError);
assert.throws(() => buffer.grow(9), RangeError);
assert.throws(() => new SharedArrayBuffer(2).grow(2), TypeError);
assert.strictEqual(buffer.slice(2, 6).byteLength, 4);
assert.throws(() => ArrayBuffer.prototype.slice.call(buffer), TypeError);
assert.strictEqual(Object.prototype.toString.call(buffer), '[object SharedArrayBuffer]');
