'use strict';
// A worker that never comes back to its loop does not outlive its primary. NOTE: Node's does; there is nothing to compare with.
const assert = require('assert');
const { start, tree, mustCall, alive, until } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) cluster.fork();
  else {
    console.log('worker', process.pid);
    setTimeout(() => { console.log('blocked'); for (;;); }, 20);
  }` });
(async () => {
  if (process.versions.swjs === undefined) return;
  const run = start([folder + '/m.js']);
  const pid = Number((await run.line(/^worker (\d+)$/))[1]);
  await run.line(/^blocked$/);
  assert.ok(alive(pid));
  run.child.kill('SIGKILL');
  await until(() => !alive(pid), 'the worker ends');
})().then(mustCall());
