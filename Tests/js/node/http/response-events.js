'use strict';
// finish, close, prefinish on responses; aborted requests; writableEnded.
const assert = require('assert');
const { get, mustCall, mustNotCall } = require('../../common');

const http = require('http');
const net = require('net');
const server = http.createServer((req, res) => {
  if (req.url === '/gone') {
    res.on('close', mustCall(() => { assert.strictEqual(res.writableFinished, false); server.close(mustCall()); }));
    res.on('finish', mustNotCall('finish of an aborted answer'));
    req.on('close', mustCall());
    return;
  }
  const log = [];
  res.on('finish', () => log.push('finish'));
  res.on('close', mustCall(() => { log.push('close'); assert.deepStrictEqual(log, ['finish', 'close']); assert.ok(res.writableEnded && res.writableFinished); }));
  assert.strictEqual(res.end('x'), res);
  assert.strictEqual(res.writableEnded, true);
  res.write('late', mustCall((e) => assert.strictEqual(e.code, 'ERR_STREAM_WRITE_AFTER_END')));
  res.on('error', () => {});
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  assert.strictEqual((await get(port)).body, 'x');
  const s = net.connect(port, '127.0.0.1', () => { s.write('GET /gone HTTP/1.1\r\nHost: h\r\n\r\n'); setTimeout(() => s.destroy(), 30); });
});
