'use strict';
// Megabytes with back pressure: pause and resume, drain, everything in order.
const assert = require('assert');
const { mustCall } = require('../../common');

const net = require('net');
const size = 8 << 20;
const server = net.createServer((s) => {
  let sent = 0;
  const chunk = 65536;
  const more = () => {
    while (sent < size) {
      const b = Buffer.alloc(chunk, (sent / chunk) & 255);
      sent += chunk;
      if (!s.write(b)) { s.once('drain', more); return; }
    }
    s.end();
  };
  more();
}).listen(0, '127.0.0.1', () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  let n = 0;
  let pauses = 0;
  c.on('data', (d) => {
    for (let i = 0; i < d.length; i += 4096) if (d[i] !== ((n + i) >> 16 & 255)) assert.fail(`at ${n + i}`);
    n += d.length;
    if (n > (pauses + 1) * (2 << 20)) { pauses++; c.pause(); setTimeout(() => c.resume(), 10); }
  });
  c.on('close', mustCall(() => { assert.strictEqual(n, size); assert.ok(pauses >= 3); server.close(); }));
});
