'use strict';
// server.setTimeout: idle connections tell of it by 'timeout', and live keepAliveTimeout (and its buffer) long.
const assert = require('assert');
const net = require('net');
const http = require('http');
const { mustCall } = require('../../common');

const server = http.createServer((req, res) => res.end('x'));
assert.strictEqual(server.keepAliveTimeoutBuffer, 1000);
server.keepAliveTimeout = 20;
server.keepAliveTimeoutBuffer = 20;
server.setTimeout(60000, mustCall((socket) => {
  assert.ok(socket instanceof net.Socket);
  socket.destroy();
  server.close(mustCall());
}));
server.listen(0, '127.0.0.1', () => {
  net.connect(server.address().port, '127.0.0.1').resume().write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
});
