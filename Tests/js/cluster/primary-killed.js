'use strict';
// Workers end when their primary is killed, busy ones as well once they come back to their loop.
const assert = require('assert');
const { start, tree, mustCall, alive, until } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    for (let i = 0; i < 2; i++) cluster.fork();
  } else {
    require('net').createServer().listen(0, '127.0.0.1', () => console.log('worker', process.pid));
    setInterval(() => {}, 1000);
  }` });
(async () => {
  const run = start([folder + '/m.js']);
  const pids = (await run.matches(/^worker (\d+)$/, 2)).map((m) => Number(m[1]));
  assert.ok(pids.every(alive));
  run.child.kill('SIGKILL');
  await until(() => !pids.some(alive), 'the workers end');
})().then(mustCall());
