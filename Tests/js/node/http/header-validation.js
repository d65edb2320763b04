'use strict';
// Invalid names and values are refused when set; duplicates are joined as Node does.
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const server = http.createServer((req, res) => {
  assert.throws(() => res.setHeader('bad name', 'x'), { code: 'ERR_INVALID_HTTP_TOKEN' });
  assert.throws(() => res.setHeader('x', 'a\nb'), { code: 'ERR_INVALID_CHAR' });
  assert.throws(() => res.setHeader('x', undefined), { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });
  assert.throws(() => res.writeHead(99), { code: 'ERR_HTTP_INVALID_STATUS_CODE', name: 'RangeError' });
  res.setHeader('Content-Type', 'application/json');
  res.removeHeader('content-type');
  assert.deepStrictEqual(res.getHeaderNames(), []);
  res.end(JSON.stringify(req.headers));
}).listen(0, '127.0.0.1', async () => {
  const text = await raw(server.address().port, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\nAccept: x\r\nAccept: y\r\nCookie: c=1\r\nCookie: d=2\r\nSet-Cookie: s\r\nSet-Cookie: t\r\nAge: 1\r\nAge: 2\r\nX-Empty:\r\n\r\n');
  const headers = JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4));
  assert.deepStrictEqual(headers, { host: 'a', connection: 'close', accept: 'x, y', cookie: 'c=1; d=2', 'set-cookie': ['s', 't'], age: '1', 'x-empty': '' });
  server.close(mustCall());
});
