'use strict';
// Messages both ways (cluster hears before the worker object), with the worker as first argument on cluster; send callbacks; order.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) {
      const w = cluster.fork();
      const got = [];
      w.on('message', (m) => got.push(m));
      cluster.on('message', (worker, m, handle) => { if (m === 'end') { console.log(worker === w, JSON.stringify(got), handle); worker.disconnect(); } });
      for (let i = 0; i < 3; i++) w.send({ n: i });
      w.send('stop');
      w.process.on('message', () => {});
    } else {
      process.on('message', (m) => process.send(m === 'stop' ? 'end' : { twice: m.n * 2 }, (e) => { if (e) throw e; }));
      console.log(cluster.worker.send === undefined, typeof cluster.worker.process.send);
    }`);
  assert.deepStrictEqual([r.code, r.stdout, r.stderr], [0, 'false function\ntrue [{"twice":0},{"twice":2},{"twice":4}] undefined\n', '']);
})().then(mustCall());
