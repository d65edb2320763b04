'use strict';
// Requests that arrive together reach the program together; their answers wait for their turn, and so do 100 Continue and callbacks.
const assert = require('assert');
const { raw, mustCall } = require('../../common');

const http = require('http');
const seen = [];
const responses = [];
const server = http.createServer((req, res) => {
  seen.push(req.url);
  responses.push(res);
  if (seen.length < 3) return;
  // The last one is answered first, and none of it may overtake.
  assert.strictEqual(responses[2].socket, null);
  responses[2].writeHead(200, { 'Connection': 'close' });
  responses[2].end('[c]', mustCall());
  responses[1].write('[b', mustCall());
  assert.ok(responses[1].outputSize > 0);
  setImmediate(() => {
    responses[0].end('[a]');
    setImmediate(() => responses[1].end(']'));
  });
}).listen(0, '127.0.0.1', async () => {
  const text = ['/a', '/b', '/c'].map((url) => `GET ${url} HTTP/1.1\r\nHost: h\r\n\r\n`).join('');
  const answer = await raw(server.address().port, text);
  assert.deepStrictEqual(seen, ['/a', '/b', '/c']);
  assert.ok(/\[a\].*\[b\r\n1\r\n\]\r\n0\r\n.*\[c\]/s.test(answer), answer);
  server.close(mustCall());
});
