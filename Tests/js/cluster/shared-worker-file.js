'use strict';
// A primary that requires a worker file in its workers; code after the branch runs in all processes.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({
  'master.js': `
    const cluster = require('cluster');
    if (cluster.isMaster) {
      for (let i = 0; i < 2; i++) cluster.fork();
      cluster.on('exit', (worker) => console.log(worker.process.pid + ' died'));
    } else require('./worker.js');
    console.log('hello all');`,
  'worker.js': `
    const server = require('http').createServer((req, res) => res.end('handled by process.' + process.pid)).listen(0, () => console.log('started process', process.pid, server.address().port));` });
(async () => {
  const run = start([folder + '/master.js']);
  const started = await run.matches(/^started process (\d+) (\d+)$/, 2);
  await run.matches(/^hello all$/, 3);
  assert.strictEqual(started[0][2], started[1][2]);
  assert.ok(/^handled by process\.\d+$/.test((await get(Number(started[0][2]))).body));
  process.kill(Number(started[0][1]), 'SIGKILL');
  const died = await run.line(/^(\d+) died$/);
  assert.strictEqual(died[1], started[0][1]);
  assert.strictEqual((await get(Number(started[0][2]))).body, 'handled by process.' + started[1][1]);
  await run.stop();
})().then(mustCall());
