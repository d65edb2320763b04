'use strict';
// Writing converts: wrapping, clamping, rounding, bigints.
const assert = require('assert');

const check = (T, values, expected) => assert.deepStrictEqual([...T.from(values)], expected, T.name);
check(Int8Array, [127, 128, 255, -129, 1.9, NaN, '7'], [127, -128, -1, 127, 1, 0, 7]);
check(Uint8Array, [256, -1, 1e10], [0, 255, 0]);
check(Uint8ClampedArray, [300, -5, 1.5, 2.5, 0.5, NaN], [255, 0, 2, 2, 0, 0]);
check(Int16Array, [32768, 65535], [-32768, -1]);
check(Uint32Array, [-1, 2 ** 32], [4294967295, 0]);
check(Float32Array, [1.1, 1e40], [1.100000023841858, Infinity]);
check(BigInt64Array, [2n ** 63n, -1n], [-(2n ** 63n), -1n]);
check(BigUint64Array, [-1n], [18446744073709551615n]);
assert.throws(() => new BigInt64Array([1]), TypeError);
assert.throws(() => new Int8Array([1n]), TypeError);
const a = new Uint8Array(2);
a[5] = 1; a['-0'] = 1; a[1.5] = 1;
assert.deepStrictEqual([a.length, a[5], 5 in a, Object.keys(a)], [2, undefined, false, ['0', '1']]);
assert.throws(() => Object.defineProperty(a, 0, { value: 1, writable: false }), TypeError);
