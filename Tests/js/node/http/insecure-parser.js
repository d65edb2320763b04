'use strict';
// insecureHTTPParser takes control characters in values and values over several lines.
const assert = require('assert');
const net = require('net');
const http = require('http');
const { raw, mustCall } = require('../../common');

const server = http.createServer({ insecureHTTPParser: true }, mustCall((req, res) => {
  assert.strictEqual(req.headers.odd, 'a\bc');
  res.setHeader('Connection', 'close').end();
})).listen(0, '127.0.0.1', async () => {
  const answer = await raw(server.address().port, 'GET / HTTP/1.1\r\nHost: h\r\nOdd: a\bc\r\n\r\n');
  assert.ok(answer.startsWith('HTTP/1.1 200'), answer);
  server.close(mustCall());
});

const folded = net.createServer((socket) => {
  socket.resume().end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\nLong: one;\r\n two;\r\n three\r\n\r\n');
}).listen(0, '127.0.0.1', () => {
  http.get({ port: folded.address().port, host: '127.0.0.1', insecureHTTPParser: true }, mustCall((res) => {
    assert.strictEqual(res.headers.long, 'one; two; three');
    res.resume();
    folded.close(mustCall());
  }));
});
