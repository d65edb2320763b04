'use strict';
// A request as the handler sees it, and its answer.
const assert = require('assert');
const { get, mustCall } = require('../../common');

const http = require('http');
const server = http.createServer(mustCall((req, res) => {
  assert.deepStrictEqual([req.method, req.url, req.httpVersion, req.headers['x-a'], req.headers.host], ['GET', '/p?q=1', '1.1', 'v', `127.0.0.1:${server.address().port}`]);
  assert.ok(req.rawHeaders.includes('X-A') && req.complete === false || req.complete === true);
  res.statusCode = 201;
  res.setHeader('X-B', ['1', '2']);
  assert.deepStrictEqual([res.getHeader('x-b'), res.hasHeader('X-b'), res.headersSent], [['1', '2'], true, false]);
  res.write('one ');
  assert.strictEqual(res.headersSent, true);
  assert.throws(() => res.setHeader('late', '1'), { code: 'ERR_HTTP_HEADERS_SENT' });
  res.end('two');
}));
server.listen(0, '127.0.0.1', async () => {
  const r = await get(server.address().port, '/p?q=1', { headers: { 'X-A': 'v' } });
  assert.deepStrictEqual([r.status, r.message, r.body, r.headers['x-b'], r.headers['transfer-encoding']], [201, 'Created', 'one two', '1, 2', 'chunked']);
  assert.ok(Math.abs(Date.parse(r.headers.date) - Date.now()) < 3000);
  server.close(mustCall());
});
