'use strict';
// maxHeadersCount of servers and of requests.
const assert = require('assert');
const http = require('http');
const { mustCall } = require('../../common');

const headers = { host: 'h' };
for (let i = 0; i < 100; i++) headers[`key${i}`] = String(i);
const server = http.createServer(mustCall((req, res) => {
  assert.strictEqual(Object.keys(req.headers).length, 20);
  assert.strictEqual(req.rawHeaders.length, 40);
  res.writeHead(200, headers).end();
}));
server.maxHeadersCount = 20;
server.listen(0, '127.0.0.1', () => {
  const request = http.request({ port: server.address().port, host: '127.0.0.1', headers, agent: false }, mustCall((res) => {
    assert.strictEqual(Object.keys(res.headers).length, 30);
    res.resume().on('end', () => server.close(mustCall()));
  }));
  request.maxHeadersCount = 30;
  request.end();
});
