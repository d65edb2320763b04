'use strict';
// kill -9 of a worker: 'exit' with the signal, its connections end, the other goes on.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, a) => console.log('worker', w.process.pid, a.port));
    cluster.on('disconnect', (w) => console.log('disconnect', w.id));
    cluster.on('exit', (w, code, signal) => console.log('exit', w.process.pid, code, signal, w.exitedAfterDisconnect, w.isDead(), Object.keys(cluster.workers).length));
  } else require('http').createServer((req, res) => res.end(String(process.pid))).listen(0, '127.0.0.1');` });
(async () => {
  const run = start([folder + '/m.js']);
  const workers = await run.matches(/^worker (\d+) (\d+)$/, 2);
  const port = Number(workers[0][2]);
  process.kill(Number(workers[0][1]), 'SIGKILL');
  await run.line(new RegExp(`^exit ${workers[0][1]} null SIGKILL false true 1$`));
  await run.line(/^disconnect \d$/);
  for (let i = 0; i < 6; i++) assert.strictEqual((await get(port)).body, workers[1][1]);
  process.kill(Number(workers[1][1]), 'SIGKILL');
  // Without workers nothing keeps the primary.
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
})().then(mustCall());
