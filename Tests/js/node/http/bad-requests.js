'use strict';
// What is refused with 400 and a closed connection; smuggling among it.
const assert = require('assert');
const { raw, mustCall, mustNotCall } = require('../../common');

const http = require('http');
const server = http.createServer(mustNotCall('the handler')).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const bad = ['GARBAGE\r\n\r\n', 'GET / HTTP/1.1\r\nHost: h\r\nBad Header: x\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.1\r\nHost : h\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nhello', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n', 'GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n', 'GE(T / HTTP/1.1\r\nHost: h\r\n\r\n', 'GET / HTTP/1.1\nHost: h\r X: y\r\n\r\n'];
  for (const text of bad) {
    const answer = await raw(port, text);
    assert.ok(answer.startsWith('HTTP/1.1 400 Bad Request\r\n'), JSON.stringify([text, answer]));
    assert.ok(/Connection: close\r\n/.test(answer));
  }
  server.close(mustCall());
});
