'use strict';
// 'clientError' takes over the answer; the error has a code.
const assert = require('assert');
const { raw, mustCall, mustNotCall } = require('../../common');

const http = require('http');
const server = http.createServer(mustNotCall());
server.on('clientError', mustCall((err, socket) => {
  assert.ok(err.code.startsWith('HPE_'), err.code);
  assert.ok(Buffer.isBuffer(err.rawPacket));
  socket.end('HTTP/1.1 418 Own\r\n\r\n');
}));
server.listen(0, '127.0.0.1', async () => {
  assert.strictEqual(await raw(server.address().port, 'NOT HTTP\r\n\r\n'), 'HTTP/1.1 418 Own\r\n\r\n');
  server.close(mustCall());
});
