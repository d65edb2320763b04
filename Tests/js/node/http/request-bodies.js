'use strict';
// Bodies by length and by chunks, large ones, and handlers that do not read them.
const assert = require('assert');
const { mustCall } = require('../../common');

const http = require('http');
const server = http.createServer((req, res) => {
  if (req.url === '/ignore') { res.end('ignored'); return; }
  let n = 0;
  req.on('data', (d) => { n += d.length; });
  req.on('end', () => res.end(String(n)));
});
const post = (path, body, headers) => new Promise((resolve, reject) => {
  const req = http.request({ port: server.address().port, host: '127.0.0.1', method: 'POST', path, headers, agent: false }, (res) => {
    let t = '';
    res.on('data', (d) => { t += d; }).on('end', () => resolve(t));
  });
  req.on('error', reject);
  for (const part of [].concat(body)) req.write(part);
  req.end();
});
server.listen(0, '127.0.0.1', async () => {
  assert.strictEqual(await post('/', 'x'.repeat(1000), { 'Content-Length': 1000 }), '1000');
  assert.strictEqual(await post('/', ['a', 'bc', Buffer.alloc(100000)]), '100003');
  assert.strictEqual(await post('/', 'y'.repeat(3000000)), '3000000');
  assert.strictEqual(await post('/ignore', 'z'.repeat(1000)), 'ignored');
  server.close(mustCall());
});
