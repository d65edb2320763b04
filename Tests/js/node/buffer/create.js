'use strict';
// Buffer.from, alloc, concat, of; encodings.
const assert = require('assert');

assert.strictEqual(Buffer.from('héllo').length, 6);
assert.strictEqual(Buffer.from('68656c6c6f', 'hex').toString(), 'hello');
assert.strictEqual(Buffer.from('aGVsbG8', 'base64').toString(), 'hello');
assert.strictEqual(Buffer.from('_-8', 'base64url').toString('hex'), 'ffef');
assert.strictEqual(Buffer.from('\u00ff\u0100', 'latin1').toString('hex'), 'ff00');
assert.strictEqual(Buffer.from('aé', 'utf16le').toString('hex'), '6100e900');
assert.strictEqual(Buffer.from([256, -1, 1.9]).toString('hex'), '00ff01');
assert.strictEqual(Buffer.alloc(3, 'ab').toString(), 'aba');
assert.strictEqual(Buffer.concat([Buffer.from('a'), new Uint8Array([98])]).toString(), 'ab');
assert.strictEqual(Buffer.concat([Buffer.from('abc')], 2).toString(), 'ab');
const ab = new ArrayBuffer(4);
Buffer.from(ab, 1, 2)[0] = 7;
assert.strictEqual(new Uint8Array(ab)[1], 7);
const original = Buffer.from('x');
const copy = Buffer.from(original);
copy[0] = 0;
assert.strictEqual(original.toString(), 'x');
assert.strictEqual(Buffer.byteLength('é\u{1F600}'), 6);
assert.ok(Buffer.isBuffer(copy) && !Buffer.isBuffer(new Uint8Array(1)) && Buffer.isEncoding('UTF-8') && !Buffer.isEncoding('x'));
assert.throws(() => Buffer.from(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.from('x', 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => Buffer.alloc(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(Buffer.from({ type: 'Buffer', data: [97] }).toString(), 'a');
assert.strictEqual(JSON.stringify(Buffer.from('a')), '{"type":"Buffer","data":[97]}');
