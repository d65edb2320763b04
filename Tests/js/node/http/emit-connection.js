'use strict';
// A socket that comes from elsewhere is served after server.emit('connection', socket).
const assert = require('assert');
const { get, mustCall } = require('../../common');

const http = require('http');
const net = require('net');
const site = http.createServer((req, res) => res.end(`${req.url} ${req.socket.remoteAddress}`));
site.on('connection', mustCall(() => {}, 2));
const listener = net.createServer((socket) => site.emit('connection', socket)).listen(0, '127.0.0.1', async () => {
  const { port } = listener.address();
  assert.strictEqual((await get(port, '/a')).body, '/a 127.0.0.1');
  assert.strictEqual((await get(port, '/b')).body, '/b 127.0.0.1');
  assert.strictEqual(site.listening, false);
  listener.close(mustCall());
});
