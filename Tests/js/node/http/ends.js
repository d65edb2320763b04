'use strict';
// end() again, after errors of strictContentLength, and of messages whose peer is gone.
const assert = require('assert');
const http = require('http');
const { get, mustCall, mustNotCall } = require('../../common');

const server = http.createServer(mustCall((req, res) => {
  res.strictContentLength = true;
  res.setHeader('Content-Length', 5);
  res.write('hello');
  assert.throws(() => res.write('a'), { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
  res.end(mustCall());
  res.end(mustCall((error) => assert.strictEqual(error.code, 'ERR_STREAM_ALREADY_FINISHED')));
})).listen(0, '127.0.0.1', async () => {
  assert.strictEqual((await get(server.address().port)).body, 'hello');
  server.close(mustCall());
});

const message = new http.OutgoingMessage();
message.on('error', mustNotCall());
assert.strictEqual(message.errored, null);
message.destroy();
assert.strictEqual(message.errored, undefined);
message.write('x', mustCall((error) => assert.strictEqual(error.code, 'ERR_STREAM_DESTROYED')));
