'use strict';
// A server, a client, half-open ends, addresses and counters.
const assert = require('assert');
const { mustCall } = require('../../common');

const net = require('net');
const server = net.createServer({ allowHalfOpen: true }, mustCall((socket) => {
  assert.strictEqual(socket.remoteFamily, 'IPv4');
  let all = '';
  socket.setEncoding('utf8');
  socket.on('data', (d) => { all += d; });
  socket.on('end', () => socket.end(all.toUpperCase()));
}));
server.listen(0, '127.0.0.1', mustCall(() => {
  const { port, address, family } = server.address();
  assert.deepStrictEqual([address, family, server.listening], ['127.0.0.1', 'IPv4', true]);
  const c = net.connect({ port, host: '127.0.0.1' });
  assert.strictEqual(c.connecting, true);
  let got = '';
  c.on('connect', mustCall(() => { assert.strictEqual(c.remotePort, port); c.write('hel'); c.end('lo'); }));
  c.on('data', (d) => { got += d; });
  c.on('close', mustCall((hadError) => {
    assert.deepStrictEqual([got, hadError, c.bytesWritten, c.bytesRead, c.destroyed], ['HELLO', false, 5, 5, true]);
    server.close(mustCall());
  }));
}));
