'use strict';
// Connections are handed out in turn; a connection stays with its worker; SCHED_RR is the default.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const cluster = require('cluster');
assert.strictEqual(cluster.schedulingPolicy, cluster.SCHED_RR);
const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 3; i++) cluster.fork();
    cluster.on('listening', (w, a) => { if (++n === 3) console.log('port', a.port); });
  } else require('http').createServer((req, res) => res.end(String(cluster.worker.id))).listen(0, '127.0.0.1');` });
(async () => {
  const run = start([folder + '/m.js']);
  const port = Number((await run.line(/^port (\d+)$/))[1]);
  const ids = [];
  for (let i = 0; i < 12; i++) ids.push((await get(port)).body);
  for (let i = 3; i < 12; i++) assert.strictEqual(ids[i], ids[i - 3], ids.join());
  assert.strictEqual(new Set(ids).size, 3);
  const agent = new (require('http').Agent)({ keepAlive: true, maxSockets: 1 });
  const kept = [];
  for (let i = 0; i < 5; i++) kept.push((await get(port, '/', { agent })).body);
  agent.destroy();
  assert.strictEqual(new Set(kept).size, 1);
  await run.stop();
})().then(mustCall());
