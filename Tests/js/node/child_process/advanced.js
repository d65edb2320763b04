'use strict';
// serialization: 'advanced' keeps what JSON loses.
const assert = require('assert');
const { mustCall, tree } = require('../../common');

const { fork } = require('child_process');
const folder = tree({ 'child.js': "process.on('message', (m) => process.send(m, () => process.disconnect()));" });
const child = fork(folder + '/child.js', { serialization: 'advanced' });
const message = {
  undefined, big: -12345678901234567890n, zero: -0, date: new Date(5), map: new Map([[1, { deep: new Set(['x']) }]]), text: 'ü日本',
  pattern: /a+b/gi, bytes: new Uint8Array([1, 2, 255]), buffer: Buffer.from('buffer'), holes: [1, , 3], 7: 'index',
};
message.self = message;
child.on('message', mustCall((copy) => {
  assert.deepStrictEqual(copy, message);
  assert.ok(Buffer.isBuffer(copy.buffer));
}));
child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
assert.throws(() => child.send({ f() {} }), /could not be cloned/);
child.send(message);
