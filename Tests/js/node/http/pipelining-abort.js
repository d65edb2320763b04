'use strict';
// The end of a connection reaches every request on it that is not answered.
const assert = require('assert');
const net = require('net');
const http = require('http');
const { mustCall } = require('../../common');

let open = 0;
const server = http.createServer((req, res) => {
  open++;
  req.on('close', mustCall(() => { if (--open === 0) server.close(mustCall()); }));
  res.on('close', mustCall(() => assert.strictEqual(res.writableFinished, false)));
  if (open === 3) client.destroy();
});
let client;
server.listen(0, '127.0.0.1', () => {
  client = net.connect(server.address().port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n'.repeat(3));
});
