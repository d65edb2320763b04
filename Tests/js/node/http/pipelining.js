'use strict';
// Pipelined requests are answered in their order, however late the first one is.
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const server = http.createServer((req, res) => {
  if (req.url === '/0') setTimeout(() => res.end('[0]'), 30);
  else res.end(`[${req.url.slice(1)}]`);
}).listen(0, '127.0.0.1', async () => {
  let text = '';
  for (let i = 0; i < 10; i++) text += `GET /${i} HTTP/1.1\r\nHost: h\r\n${i === 9 ? 'Connection: close\r\n' : ''}\r\n`;
  const answer = await raw(server.address().port, text);
  assert.deepStrictEqual(answer.match(/\[\d\]/g), Array.from({ length: 10 }, (_, i) => `[${i}]`));
  assert.strictEqual(answer.match(/HTTP\/1\.1 200 OK/g).length, 10);
  server.close(mustCall());
});
