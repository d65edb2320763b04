'use strict';
// What the runner of these tests must survive: a script that forks only where it is the primary makes a fixed number of processes.
const assert = require('assert');
const { start, tree, groupMembers, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) { for (let i = 0; i < 4; i++) cluster.fork(); let n = 0; cluster.on('online', () => { if (++n === 4) console.log('all'); }); }
  else setInterval(() => {}, 1000);` });
(async () => {
  const run = start([folder + '/m.js'], { detached: true });
  await run.line(/^all$/);
  assert.strictEqual(groupMembers(run.child.pid).length, 5);
  process.kill(-run.child.pid, 'SIGTERM');
  await run.exited;
})().then(mustCall());
