'use strict';
// Half-precision numbers: DataView, Float16Array and Math.f16round round to nearest, ties to even.
const assert = require('assert');

const view = new DataView(new ArrayBuffer(2));
for (const [value, bits] of [[1, 0x3C00], [-2, 0xC000], [65504, 0x7BFF], [65519.99, 0x7BFF], [65520, 0x7C00], [5.960464477539063e-8, 1],
  [2.98023223876953125e-8, 0], [2.980232238769532e-8, 1], [Infinity, 0x7C00], [-0, 0x8000], [1.00048828125, 0x3C00], [1.00048828126, 0x3C01]]) {
  view.setFloat16(0, value);
  assert.strictEqual(view.getUint16(0), bits, String(value));
}
view.setUint16(0, 0x0100, true);
assert.strictEqual(view.getFloat16(0, true), 2 ** -16);
assert.deepStrictEqual([...new Float16Array([0.1, 2049, NaN])], [0.0999755859375, 2048, NaN]);
assert.strictEqual(Math.f16round(0.1), 0.0999755859375);
assert.strictEqual(Float16Array.BYTES_PER_ELEMENT, 2);
