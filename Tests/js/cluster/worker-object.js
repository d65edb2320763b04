'use strict';
// cluster.worker in workers, its absence in the primary; cluster.workers; worker.process.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) {
      const w = cluster.fork();
      console.log(cluster.worker, cluster.isWorker, Object.keys(cluster.workers).join(), cluster.workers[1] === w, w instanceof cluster.Worker, w.process.pid > 0);
      w.on('message', (m) => { console.log(JSON.stringify(m)); w.disconnect(); });
      w.on('exit', () => console.log(Object.keys(cluster.workers).length));
    } else {
      process.send([cluster.worker.id, cluster.isWorker, cluster.isMaster, cluster.workers === undefined, cluster.worker.process === process, cluster.worker.isConnected(), process.connected, cluster.fork === undefined]);
    }`);
  assert.strictEqual(r.stdout, 'undefined false 1 true true true\n[1,true,false,true,true,true,true,true]\n0\n');
})().then(mustCall());
