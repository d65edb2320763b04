'use strict';
// listen(0): the n-th call of every worker shares one port, other calls have others.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    const net = require('net');
    if (cluster.isPrimary) {
      let left = 2;
      for (let i = 0; i < 2; i++) cluster.fork().on('message', (m) => { console.log(m.join()); if (--left === 0) cluster.disconnect(); });
    } else {
      const a = net.createServer().listen(0, '127.0.0.1', () => {
        const b = net.createServer().listen(0, '127.0.0.1', () => {
          const c = net.createServer().listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => process.on('disconnect', () => c.close()) && process.send([a.address().port, b.address().port, c.address().port]));
        });
      });
    }`);
  const [x, y] = r.stdout.trim().split('\n').map((l) => l.split(','));
  assert.deepStrictEqual([x[0], x[1]], [y[0], y[1]]);
  assert.notStrictEqual(x[0], x[1]);
  assert.notStrictEqual(x[2], y[2]);
})().then(mustCall());
