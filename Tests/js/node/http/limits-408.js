'use strict';
// Headers that do not come in time are answered with 408.
const assert = require('assert');
const { raw, mustCall, mustNotCall } = require('../../common');

const http = require('http');
const server = http.createServer({ headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 50 }, mustNotCall()).listen(0, '127.0.0.1', async () => {
  const answer = await raw(server.address().port, 'GET / HTTP/1.1\r\nHost: h\r\n');
  assert.ok(answer.startsWith('HTTP/1.1 408 Request Timeout\r\n'), answer);
  server.close(mustCall());
});
