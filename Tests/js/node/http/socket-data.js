'use strict';
// Who listens to the data of a request's socket gets it, and the parser still does.
const assert = require('assert');
const net = require('net');
const http = require('http');
const { mustCall } = require('../../common');

let received = '';
const server = http.createServer(mustCall((req, res) => {
  assert.throws(() => req.socket.setEncoding('utf8'), { code: 'ERR_HTTP_SOCKET_ENCODING' });
  if (req.url === '/1') assert.strictEqual(req.socket.listenerCount('data'), 1);
  if (req.url === '/1') req.socket.on('data', (chunk) => { received += chunk; });
  res.end(req.url);
}, 2)).listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.setEncoding('utf8');
  let answers = '';
  client.write('GET /1 HTTP/1.1\r\nHost: h\r\n\r\n');
  let second = false;
  client.on('data', (text) => {
    answers += text;
    if (!second && answers.endsWith('/1')) {
      second = true;
      client.write('GET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    }
  });
  client.on('end', mustCall(() => {
    assert.ok(answers.endsWith('/2'), answers);
    assert.ok(received.startsWith('GET /2'), received);
    server.close(mustCall());
  }));
});
