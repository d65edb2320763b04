'use strict';
// SCHED_NONE: workers accept for themselves; each connection is answered once.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, a) => { if (++n === 2) console.log('port', a.port); });
  } else require('http').createServer((req, res) => res.end('w' + cluster.worker.id)).listen(0, '127.0.0.1');` });
(async () => {
  const run = start([folder + '/m.js']);
  const port = Number((await run.line(/^port (\d+)$/))[1]);
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(port)));
  for (const { body } of answers) assert.ok(/^w[12]$/.test(body), body);
  await run.stop();
  const byEnv = start([folder + '/m.js'], { env: { NODE_CLUSTER_SCHED_POLICY: 'none' } });
  const other = Number((await byEnv.line(/^port (\d+)$/))[1]);
  assert.ok(/^w[12]$/.test((await get(other)).body));
  await byEnv.stop();
})().then(mustCall());
