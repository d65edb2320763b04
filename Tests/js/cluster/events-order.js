'use strict';
// fork, online, listening, disconnect, exit: on cluster and on the worker.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) {
      cluster.once('setup', (s) => console.log('setup', s.args.length, cluster.settings === s));
      for (const e of ['fork', 'online', 'listening', 'disconnect', 'exit']) cluster.on(e, (w, ...a) => console.log('cluster', e, w.id, e === 'listening' ? Object.keys(a[0]).sort().join() : a.join()));
      const w = cluster.fork({ EXTRA: 'env' });
      for (const e of ['online', 'listening', 'disconnect', 'exit']) w.on(e, () => console.log('worker', e));
      w.on('listening', () => w.disconnect());
      console.log('forked', w.id, w.state, w.isConnected(), w.isDead());
    } else {
      if (process.env.EXTRA !== 'env' || 'NODE_UNIQUE_ID' in process.env || cluster.worker.id !== 1) throw new Error('environment');
      require('net').createServer().listen(0, '127.0.0.1');
    }`);
  assert.strictEqual(r.stderr, '');
  const lines = r.stdout.trim().split('\n');
  const order = ['cluster fork 1 ', 'cluster online 1 ', 'cluster listening 1 address,addressType,fd,port', 'worker disconnect', 'worker exit'].map((l) => lines.indexOf(l));
  assert.ok(order.every((i, k) => i >= 0 && (k === 0 || i > order[k - 1])), r.stdout);
  assert.ok(lines.includes('forked 1 none true false') || lines.includes('forked 1 online true false'), r.stdout);
  for (const l of ['setup 0 true', 'worker online', 'worker listening', 'cluster disconnect 1 ', 'cluster exit 1 0,']) assert.ok(lines.includes(l), `${l} in ${r.stdout}`);
  assert.strictEqual(lines.length, 11);
})().then(mustCall());
