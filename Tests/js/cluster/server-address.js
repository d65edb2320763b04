'use strict';
// server.address() in workers, 'listening' arguments, ref and unref of shared servers.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) {
      cluster.fork().on('listening', (a) => console.log('primary', a.address, a.addressType, a.port > 0)).on('exit', (c) => console.log('exit', c));
    } else {
      const s = require('net').createServer().listen(0, '127.0.0.1', () => {
        const a = s.address();
        console.log('worker', a.address, a.family, a.port > 0, s.listening);
        setTimeout(() => s.close(() => { console.log('closed', s.listening, s.address()); process.disconnect(); }), 50);
      });
    }`);
  const lines = r.stdout.trim().split('\n');
  assert.deepStrictEqual(lines.filter((l) => !l.startsWith('primary')), ['worker 127.0.0.1 IPv4 true true', 'closed false null', 'exit 0']);
  assert.ok(lines.includes('primary 127.0.0.1 4 true'), r.stdout);
})().then(mustCall());
