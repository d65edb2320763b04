'use strict';
// Handlers that answer later, in any order, over many connections.
const assert = require('assert');
const { get, mustCall } = require('../../common');

const http = require('http');
const server = http.createServer(async (req, res) => {
  const n = Number(req.url.slice(1));
  await new Promise((resolve) => setTimeout(resolve, (n * 7) % 20));
  res.setHeader('X-N', n);
  res.end('n' + n);
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => get(port, '/' + i)));
  answers.forEach((a, i) => assert.deepStrictEqual([a.body, a.headers['x-n']], ['n' + i, String(i)]));
  server.close(mustCall());
});
