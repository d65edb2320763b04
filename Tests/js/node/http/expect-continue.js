'use strict';
// Expect: 100-continue is answered by itself or by 'checkContinue'; other expectations by 417.
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const server = http.createServer((req, res) => {
  let body = '';
  req.on('data', (d) => { body += d; }).on('end', () => res.end('got ' + body));
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const head = (x) => `POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\nExpect: ${x}\r\n\r\nhi`;
  const a = await raw(port, head('100-continue'));
  assert.ok(a.startsWith('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n') && a.endsWith('got hi'), a);
  assert.ok((await raw(port, head('something'))).startsWith('HTTP/1.1 417 Expectation Failed\r\n'));
  server.once('checkContinue', mustCall((req, res) => { res.writeHead(403); res.end('no'); }));
  assert.ok((await raw(port, head('100-continue'))).startsWith('HTTP/1.1 403 Forbidden\r\n'));
  server.close(mustCall());
});
