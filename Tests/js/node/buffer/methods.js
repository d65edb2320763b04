'use strict';
// slice, copy, fill, compare, indexOf, write, swap, iteration.
const assert = require('assert');

const b = Buffer.from('buffer buffer');
const s = b.subarray(7);
s[0] = 66;
assert.strictEqual(b.toString(), 'buffer Buffer');
assert.strictEqual(b.slice(-6, -1).toString(), 'Buffe');
assert.strictEqual(b.indexOf('ff', 4), 9);
assert.strictEqual(b.indexOf(Buffer.from('zz')), -1);
assert.strictEqual(b.lastIndexOf('uff'), 8);
assert.ok(b.includes('er B') && b.includes(66));
const t = Buffer.alloc(5);
assert.strictEqual(b.copy(t, 1, 0, 10), 4);
assert.strictEqual(t.toString('latin1'), '\0buff');
assert.strictEqual(t.write('xyz', 3), 2);
assert.strictEqual(t.write('é', 4), 0);
assert.strictEqual(Buffer.compare(Buffer.from('a'), Buffer.from('b')), -1);
assert.ok(Buffer.from('ab').equals(new Uint8Array([97, 98])));
assert.strictEqual(Buffer.alloc(4).fill('6162', 'hex').toString(), 'abab');
assert.strictEqual(Buffer.from('0123').swap16().toString(), '1032');
assert.throws(() => Buffer.from('012').swap16(), { code: 'ERR_INVALID_BUFFER_SIZE' });
assert.deepStrictEqual([...Buffer.from('ab').entries()], [[0, 97], [1, 98]]);
assert.strictEqual(b.toString('hex').length, 26);
assert.ok(b.slice(1).map((x) => x) instanceof Buffer);
