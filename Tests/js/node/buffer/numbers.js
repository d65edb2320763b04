'use strict';
// Reading and writing numbers, and range errors.
const assert = require('assert');

const b = Buffer.alloc(16);
assert.strictEqual(b.writeUInt16BE(0xabcd, 1), 3);
assert.deepStrictEqual([b.readUInt16LE(1), b.readInt16BE(1), b.readUint8(1)], [0xcdab, -21555, 0xab]);
b.writeDoubleLE(1.5, 8);
assert.strictEqual(b.readDoubleLE(8), 1.5);
b.writeIntBE(-2, 0, 6);
assert.strictEqual(b.readIntBE(0, 6), -2);
assert.strictEqual(b.readUIntLE(0, 3), 0xffffff);
b.writeBigInt64BE(-5n, 0);
assert.strictEqual(b.readBigUInt64BE(0), 2n ** 64n - 5n);
b.writeFloatBE(0.5, 0);
assert.strictEqual(b.readFloatBE(0), 0.5);
assert.throws(() => b.readInt32LE(13), { code: 'ERR_OUT_OF_RANGE', message: 'The value of "offset" is out of range. It must be >= 0 and <= 12. Received 13' });
assert.throws(() => b.writeUInt8(256, 0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => b.readInt8('0'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.alloc(1).readInt16LE(0), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
