'use strict';
// What keeps the process going: sockets, servers, calls of the file system.
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { mustCall } = require('../../common');

const count = (name) => process.getActiveResourcesInfo().filter((entry) => entry === name).length;
for (let i = 0; i < 3; i++) fs.stat(__filename, mustCall());
assert.strictEqual(process._getActiveRequests().length, 3);
assert.strictEqual(count('FSReqCallback'), 3);

const server = net.createServer(mustCall((socket) => {
  assert.ok(process._getActiveHandles().includes(server));
  assert.ok(process._getActiveHandles().includes(client));
  assert.ok(process._getActiveHandles().includes(socket));
  assert.strictEqual(count('TCPServerWrap'), 1);
  assert.strictEqual(count('TCPSocketWrap'), 2);
  client.unref();
  assert.strictEqual(count('TCPSocketWrap'), 1);
  client.ref();
  socket.end();
  client.end();
  server.close(mustCall(() => assert.strictEqual(count('TCPServerWrap'), 0)));
}));
let client;
server.listen(0, '127.0.0.1', () => { client = net.connect(server.address().port, '127.0.0.1').resume(); });
