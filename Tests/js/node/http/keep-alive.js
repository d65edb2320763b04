'use strict';
// Requests one after the other on one connection; Connection: close ends it; HTTP/1.0.
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const sockets = new Set();
const server = http.createServer((req, res) => { sockets.add(req.socket); res.end(req.url); }).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const text = await new Promise((resolve) => {
    let all = '';
    let n = 0;
    const s = require('net').connect(port, '127.0.0.1', () => s.write('GET /1 HTTP/1.1\r\nHost: h\r\n\r\n'));
    s.on('data', (d) => {
      all += d;
      if (++n === 1) s.write('GET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    });
    s.on('close', () => resolve(all));
  });
  assert.strictEqual(sockets.size, 1);
  assert.ok(/^HTTP\/1\.1 200 OK\r\nDate: .*\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 2\r\n\r\n\/1HTTP\/1\.1 200 OK\r\nDate: .*\r\nConnection: close\r\nContent-Length: 2\r\n\r\n\/2$/.test(text), text);
  const old = await raw(port, 'GET /old HTTP/1.0\r\n\r\n');
  assert.ok(/^HTTP\/1\.1 200 OK\r\nDate: .*\r\nConnection: close\r\n\r\n\/old$/.test(old), old);
  server.close(mustCall());
});
