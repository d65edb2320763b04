'use strict';
// The exact bytes of short answers (the date aside).
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const server = http.createServer((req, res) => {
  if (req.url === '/a') res.end('hi');
  else if (req.url === '/b') { res.writeHead(204, 'Nothing', { 'X-Y': 'z' }); res.end(); }
  else if (req.url === '/c') { res.writeHead(200, { 'Content-Length': 3, Date: 'fixed' }); res.end('abc'); }
  else { res.sendDate = false; res.write('x'); res.end('yz'); }
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const ask = async (path) => (await raw(port, `GET ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`)).replace(/Date: \w{3}, .*GMT/, 'Date: D');
  assert.strictEqual(await ask('/a'), 'HTTP/1.1 200 OK\r\nDate: D\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi');
  assert.strictEqual(await ask('/b'), 'HTTP/1.1 204 Nothing\r\nX-Y: z\r\nDate: D\r\nConnection: close\r\n\r\n');
  assert.strictEqual(await ask('/c'), 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nDate: fixed\r\nConnection: close\r\n\r\nabc');
  assert.strictEqual(await ask('/d'), 'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n2\r\nyz\r\n0\r\n\r\n');
  server.close(mustCall());
});
