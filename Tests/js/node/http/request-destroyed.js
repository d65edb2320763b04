'use strict';
// stream.destroy(request) ends the request alone; the answer still goes out. Methods of messages on other objects say what is wrong.
const assert = require('assert');
const http = require('http');
const { destroy } = require('stream');
const { get, mustCall } = require('../../common');

const server = http.createServer(mustCall((req, res) => {
  destroy(req);
  req.on('error', mustCall((error) => assert.strictEqual(error.name, 'AbortError')));
  req.on('close', mustCall(() => res.end('hello')));
})).listen(0, '127.0.0.1', async () => {
  const { body } = await get(server.address().port, '/', { method: 'POST', body: 'asd' });
  assert.strictEqual(body, 'hello');
  server.close(mustCall());
});

const { setHeader, write } = http.OutgoingMessage.prototype;
assert.throws(() => setHeader.call({ _header: 'x' }, 'a', 'b'), { code: 'ERR_HTTP_HEADERS_SENT' });
assert.throws(() => write.call({ _header: 'x' }, 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => write.call({ _header: 'x' }, null), { code: 'ERR_STREAM_NULL_VALUES' });
