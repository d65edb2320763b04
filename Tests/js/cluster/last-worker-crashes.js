'use strict';
// When the only worker crashes, connections wait for the one that is forked after it instead of being refused.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    cluster.fork();
    cluster.on('exit', (w, code, signal) => { console.log('exit', w.id, signal); setTimeout(() => cluster.fork(), 200); });
    cluster.on('listening', (w, a) => console.log('listening', w.id, w.process.pid, a.port));
  } else require('http').createServer((req, res) => res.end(String(cluster.worker.id))).listen(0, '127.0.0.1');` });
(async () => {
  // NOTE: Node closes the socket with its last worker.
  if (process.versions.swjs === undefined) return;
  const run = start([folder + '/m.js']);
  const [, , pid, port] = await run.line(/^listening (\d) (\d+) (\d+)$/);
  assert.strictEqual((await get(Number(port))).body, '1');
  process.kill(Number(pid), 'SIGKILL');
  await run.line(/^exit 1 SIGKILL$/);
  const answers = await Promise.all(Array.from({ length: 10 }, () => get(Number(port))));
  assert.deepStrictEqual(answers.map((a) => a.body), Array(10).fill('2'));
  assert.match((await run.matches(/^listening (\d) (\d+) (\d+)$/, 2))[1][0], new RegExp(` ${port}$`));
  await run.stop();
})().then(mustCall());
