'use strict';
// Advanced messages of all kinds and sizes, to a child and back.
const assert = require('assert');
const { fork } = require('child_process');
const { mustCall, tree } = require('../../common');
const { random, value, describe } = require('../v8/fixtures/values.js');

const folder = tree({ 'echo.js': "process.on('message', (message) => process.send(message));" });
const child = fork(folder + '/echo.js', { serialization: 'advanced' });
const messages = ['', 'text', 1, 1.5, true, null, [], {}, new Map([[{ a: 1 }, new Set()]]), { cmd: 'NODE' }];
for (let seed = 1; seed <= 60; seed++) messages.push({ seed, value: value(random(seed * 31337)) });
for (const size of [100, 16380, 16384, 65530, 300000]) messages.push('x'.repeat(size), 'ü'.repeat(size), 'x日'.repeat(size), Buffer.alloc(size, 'b'));
const left = messages.map(describe);
child.on('message', mustCall((message) => {
  assert.ok(describe(message) === left.shift(), `${left.length} left`);
  if (left.length === 0) child.disconnect();
}, messages.length));
child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
for (const message of messages) child.send(message);

// What cannot be sent is an error, and nothing of it is sent.
for (const message of [{ f() {} }, [Symbol('s')], { get a() { throw new Error('could not be cloned, either'); } }, new Map([[1, Promise.resolve()]])]) {
  assert.throws(() => child.send(message), /could not be cloned/);
}

// An object of the host is its properties.
const server = require('net').createServer();
server.listen(0, '127.0.0.1', mustCall(() => {
  server._handle.marked = { deep: [1] };
  const other = fork(folder + '/echo.js', { serialization: 'advanced' });
  other.on('message', mustCall((message) => {
    assert.deepStrictEqual(message.handle.marked, { deep: [1] });
    assert.strictEqual(message.again, message.handle);
    assert.strictEqual(message.deep, message.handle.marked.deep);
    other.disconnect();
    server.close();
  }));
  const handle = server._handle;
  const { onconnection } = handle;
  // In Node a handle has functions and its owner, too.
  handle.onconnection = null;
  other.send({ handle, again: handle, deep: handle.marked.deep });
  handle.onconnection = onconnection;
}));
