'use strict';
// setTimeout of sockets, destroy with errors, writes after the end, resets.
const assert = require('assert');
const { mustCall } = require('../../common');

const net = require('net');
const server = net.createServer((s) => { s.on('error', () => {}); s.resume(); }).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const t = net.connect(port, '127.0.0.1');
  t.setTimeout(20, mustCall(() => t.destroy()));
  t.on('close', mustCall((e) => assert.strictEqual(e, false)));
  const d = net.connect(port, '127.0.0.1', () => d.destroy(new Error('own')));
  d.on('error', mustCall((e) => assert.strictEqual(e.message, 'own')));
  d.on('close', mustCall((e) => assert.strictEqual(e, true)));
  const w = net.connect(port, '127.0.0.1', () => { w.end(); w.write('late', mustCall((e) => assert.ok(['EPIPE', 'ERR_STREAM_WRITE_AFTER_END'].includes(e.code), e.code))); });
  w.on('error', mustCall((e) => assert.ok(['EPIPE', 'ERR_STREAM_WRITE_AFTER_END'].includes(e.code), e.code)));
  const r = net.connect(port, '127.0.0.1', () => r.resetAndDestroy());
  r.on('close', mustCall());
  let open = 4;
  for (const socket of [t, d, w, r]) socket.on('close', () => { if (--open === 0) server.close(mustCall()); });
});
