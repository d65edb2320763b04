'use strict';
// What is no HTTP is refused as soon as that is clear; CONNECT takes any target; a request that is reset says so.
const assert = require('assert');
const net = require('net');
const http = require('http');
const { mustCall } = require('../../common');

const nonsense = net.createServer((socket) => socket.end('bad http, and no end of the line')).listen(0, '127.0.0.1', () => {
  const req = http.get({ port: nonsense.address().port, host: '127.0.0.1' });
  req.on('error', mustCall((error) => {
    assert.strictEqual(error.code, 'HPE_INVALID_CONSTANT');
    assert.strictEqual(req.socket.listenerCount('data'), 0);
    nonsense.close();
  }));
});

const rude = net.createServer((socket) => socket.destroy()).listen(0, '127.0.0.1', () => {
  http.get({ port: rude.address().port, host: '127.0.0.1' }).on('error', mustCall((error) => {
    assert.strictEqual(error.code, 'ECONNRESET');
    rude.close();
  }));
});

const proxy = http.createServer().on('connect', mustCall((req, socket) => {
  assert.strictEqual(req.url, '/');
  assert.strictEqual(socket.parser, null);
  socket.end('HTTP/1.1 200 Connection established\r\n\r\n');
  proxy.close();
})).listen(0, '127.0.0.1', () => {
  http.request({ method: 'CONNECT', port: proxy.address().port, host: '127.0.0.1' }).on('connect', mustCall((res, socket) => {
    assert.strictEqual(socket.parser, null);
    socket.resume();
  })).end();
});
