'use strict';
// A worker's server can close and listen again on the same port.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    const net = require('net');
    if (cluster.isPrimary) cluster.fork();
    else {
      const server = net.createServer((s) => s.end('ok'));
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => {
          server.listen(port, '127.0.0.1', () => {
            let t = '';
            net.connect(port, '127.0.0.1').on('data', (d) => { t += d; }).on('close', () => { console.log(t, server.address().port === port); process.disconnect(); server.close(); });
          });
        });
      });
    }`);
  assert.deepStrictEqual([r.code, r.stdout, r.stderr], [0, 'ok true\n', '']);
})().then(mustCall());
