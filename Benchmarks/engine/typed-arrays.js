// Typed arrays: byte and word loops, DataView, subarray, set, fill and a checksum.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
const bytes = new Uint8Array(1 << 16);
for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 31) ^ (i >> 3);
const table = new Uint32Array(256);
for (let n = 0; n < 256; n++) { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; table[n] = c; }
function crc(data) { let c = -1; for (let i = 0; i < data.length; i++) c = table[(c ^ data[i]) & 255] ^ (c >>> 8); return (c ^ -1) >>> 0; }
let sum = 0;
for (let round = 0; round < 120; round++) sum = (sum + crc(bytes)) >>> 0;
const doubles = new Float64Array(50000);
for (let round = 0; round < 45; round++) for (let i = 1; i < doubles.length; i++) doubles[i] = doubles[i - 1] * 0.5 + i;
const view = new DataView(new ArrayBuffer(4096));
for (let round = 0; round < 120; round++) for (let i = 0; i < 4092; i += 4) { view.setInt32(i, i * round, true); sum = (sum + view.getUint16(i)) >>> 0; }
for (let i = 0; i < 4000; i++) { bytes.subarray(i, i + 64).fill(i); bytes.set(bytes.subarray(0, 32), 1000); }
const ints = Int32Array.from({ length: 20000 }, (_, i) => (i * 7919) % 10007);
ints.sort();
out(sum, doubles[49999].toFixed(3), crc(bytes), ints[10000]);
