'use strict';
// Headers above the limit are refused with 431; maxHeaderSize moves it.
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const test = (options, size, expected) => new Promise((resolve) => {
  const server = http.createServer(options, (req, res) => res.end('ok')).listen(0, '127.0.0.1', async () => {
    const answer = await raw(server.address().port, `GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Big: ${'a'.repeat(size)}\r\n\r\n`).catch((e) => e.code);
    // The rest of what was sent may be answered by a reset, after the answer.
    assert.ok(answer === 'ECONNRESET' || answer.startsWith(`HTTP/1.1 ${expected}`), answer.slice(0, 100));
    server.close(resolve);
  });
});
(async () => {
  assert.strictEqual(http.maxHeaderSize, 16384);
  await test({}, 15000, '200 OK');
  await test({}, 17000, '431 Request Header Fields Too Large');
  await test({ maxHeaderSize: 1000 }, 1500, '431 Request Header Fields Too Large');
  await test({ maxHeaderSize: 40000 }, 30000, '200 OK');
})().then(mustCall());
