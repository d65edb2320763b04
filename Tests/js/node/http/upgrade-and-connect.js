'use strict';
// 'upgrade' hands over the raw socket with what was read already.
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const server = http.createServer((req, res) => res.end('plain'));
server.on('upgrade', mustCall((req, socket, head) => {
  assert.strictEqual(req.headers.upgrade, 'echo');
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  socket.end('head:' + head);
}));
server.listen(0, '127.0.0.1', async () => {
  const answer = await raw(server.address().port, 'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst bytes');
  assert.ok(answer.endsWith('\r\n\r\nhead:first bytes'), answer);
  server.close(mustCall());
});
