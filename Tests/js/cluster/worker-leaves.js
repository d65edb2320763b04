'use strict';
// A worker that disconnects by itself takes its servers along: the unix path is gone when it exits, the port is free.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    const net = require('net');
    const fs = require('fs');
    if (cluster.isPrimary) {
      let port;
      const worker = cluster.fork();
      worker.on('listening', (a) => { if (a.port > 0) port = a.port; });
      worker.on('exit', (code) => {
        console.log(code, fs.existsSync('s.sock'));
        net.createServer().listen(port, '127.0.0.1', function() { console.log('free'); this.close(); });
      });
    } else {
      net.createServer().listen('s.sock', () => net.createServer().listen(0, '127.0.0.1', () => { console.log(fs.existsSync('s.sock')); process.disconnect(); }));
    }`);
  assert.deepStrictEqual([r.stdout, r.stderr], ['true\n0 false\nfree\n', '']);
})().then(mustCall());
