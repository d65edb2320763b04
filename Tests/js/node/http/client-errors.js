'use strict';
// Refused connections, aborts, timeouts, truncated answers.
const assert = require('assert');
const { mustCall } = require('../../common');

const http = require('http');
const net = require('net');
const closed = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = closed.address();
  closed.close(() => http.get({ port, host: '127.0.0.1' }).on('error', mustCall((e) => assert.strictEqual(e.code, 'ECONNREFUSED'))));
});
const server = http.createServer((req, res) => {
  if (req.url === '/cut') { res.writeHead(200, { 'Content-Length': 100 }); res.write('part'); setTimeout(() => res.destroy(), 10); }
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  let left = 3;
  const done = () => { if (--left === 0) { server.closeAllConnections(); server.close(mustCall()); } };
  const hang = http.get({ port, host: '127.0.0.1', path: '/hang' });
  hang.setTimeout(30, mustCall(() => hang.destroy()));
  hang.on('error', mustCall((e) => { assert.strictEqual(e.code, 'ECONNRESET'); assert.strictEqual(e.message, 'socket hang up'); done(); }));
  http.get({ port, host: '127.0.0.1', path: '/cut', agent: false }, mustCall((res) => {
    res.resume().on('error', mustCall((e) => { assert.strictEqual(e.code, 'ECONNRESET'); assert.strictEqual(res.complete, false); done(); }));
  }));
  const aborted = http.get({ port, host: '127.0.0.1', path: '/hang' });
  aborted.on('error', mustCall(done));
  setTimeout(() => aborted.destroy(new Error('mine')), 20);
});
