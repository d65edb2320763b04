'use strict';
// What the methods of typed arrays make of a Buffer is a Buffer, without the warning about its constructor.
const assert = require('assert');
const { mustNotCall } = require('../../common');

process.on('warning', mustNotCall('a warning'));
const doubled = Buffer.from([1, 2, 3]).map((x) => x * 2);
assert.ok(Buffer.isBuffer(doubled));
assert.strictEqual(doubled.constructor, Buffer);
assert.deepStrictEqual(doubled, Buffer.from([2, 4, 6]));
assert.ok(Buffer.isBuffer(Buffer.from('abc').filter(() => true)));
assert.throws(() => Buffer.from('abc').toString(null), { code: 'ERR_UNKNOWN_ENCODING', message: 'Unknown encoding: null' });
