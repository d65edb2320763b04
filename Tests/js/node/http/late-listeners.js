'use strict';
// Listeners that are added right behind end() still hear of the end.
const assert = require('assert');
const http = require('http');
const { mustCall } = require('../../common');

const server = http.createServer(mustCall((req, res) => {
  res.end('x');
  const order = [];
  res.on('finish', mustCall(() => { order.push('finish'); assert.strictEqual(res.writableFinished, true); }));
  res.on('close', mustCall(() => order.push('close')));
  req.on('close', mustCall(() => {
    assert.deepStrictEqual(order, ['finish', 'close']);
    server.close(mustCall());
    server.closeAllConnections();
  }));
  assert.ok(res.socket);
})).listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => res.resume());
});
