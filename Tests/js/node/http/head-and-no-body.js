'use strict';
// HEAD, 204 and 304 have no body, whatever the handler writes.
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const server = http.createServer((req, res) => {
  res.statusCode = Number(req.url.slice(1));
  res.end('body');
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const ask = (method, code) => raw(port, `${method} /${code} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
  const head = await ask('HEAD', 200);
  assert.ok(head.endsWith('\r\n\r\n') && !head.includes('body'), head);
  for (const code of [204, 304]) {
    const answer = await ask('GET', code);
    assert.ok(answer.endsWith('\r\n\r\n') && !answer.includes('body'), answer);
    assert.ok(!/transfer-encoding/i.test(answer));
  }
  assert.ok((await ask('GET', 404)).startsWith('HTTP/1.1 404 Not Found\r\n'));
  server.close(mustCall());
});
