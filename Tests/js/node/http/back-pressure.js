'use strict';
// write() answers false when a high water mark's worth was written in one turn, and 'drain' follows.
const assert = require('assert');
const http = require('http');
const { get, mustCall } = require('../../common');

const server = http.createServer(mustCall((req, res) => {
  let count = 0;
  while (res.write('x'.repeat(1000))) assert.ok(++count < 1000, 'a loop of writes must be told to stop');
  assert.ok(res.writableNeedDrain);
  res.once('drain', mustCall(() => {
    assert.strictEqual(res.write(Buffer.alloc(40000)), false);
    res.once('drain', mustCall(() => res.end()));
  }));
  req.sent = count;
})).listen(0, '127.0.0.1', async () => {
  const { body } = await get(server.address().port);
  assert.ok(body.length > 16000 + 40000);
  server.close(mustCall());
});
