'use strict';
// toString with encodings, ranges and broken UTF-8; StringDecoder; TextDecoder.
const assert = require('assert');

const { StringDecoder } = require('string_decoder');
const b = Buffer.from([0x61, 0xff, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98]);
assert.strictEqual(b.toString(), 'a\ufffd€\ufffd');
assert.strictEqual(b.toString('latin1', 0, 2), 'aÿ');
assert.strictEqual(b.toString('ascii', 1, 2), '\x7f');
assert.strictEqual(Buffer.from('hello').toString('base64'), 'aGVsbG8=');
assert.strictEqual(Buffer.from([255, 239]).toString('base64url'), '_-8');
assert.strictEqual(Buffer.from('hello').toString('utf8', 1, 3), 'el');
assert.strictEqual(Buffer.from('hello').toString('utf8', -5, 99), 'hello');
const d = new StringDecoder('utf8');
assert.strictEqual(d.write(Buffer.from([0xe2, 0x82])) + d.write(Buffer.from([0xac, 0x41])), '€A');
assert.strictEqual(d.write(Buffer.from([0xf0])) + d.end(), '\ufffd');
const h = new StringDecoder('base64');
assert.strictEqual(h.write(Buffer.from('ab')) + h.write(Buffer.from('c')) + h.end(), 'YWJj');
assert.strictEqual(new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x41])), 'A');
assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
assert.deepStrictEqual([...new TextEncoder().encode('é')], [0xc3, 0xa9]);
