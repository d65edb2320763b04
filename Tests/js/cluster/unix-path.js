'use strict';
// Workers share a Unix socket path, which is removed at the end.
const assert = require('assert');
const { start, tree, mustCall, tmpdir } = require('../common');

const net = require('net');
const sock = require('path').join(tmpdir(), 'c.sock');
const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, a) => { if (++n === 2) console.log('ready', a.address, a.port); });
    process.on('SIGUSR2', () => cluster.disconnect());
  } else require('net').createServer((s) => s.end(String(cluster.worker.id))).listen(process.argv[2]);` });
const ask = () => new Promise((resolve) => { let t = ''; net.connect(sock).on('data', (d) => { t += d; }).on('close', () => resolve(t)); });
(async () => {
  const run = start([folder + '/m.js', sock]);
  const ready = await run.line(/^ready (\S+) (-?\d+)$/);
  assert.strictEqual(ready[1], sock);
  const ids = [await ask(), await ask(), await ask(), await ask()];
  assert.deepStrictEqual([...new Set(ids)].sort(), ['1', '2']);
  run.child.kill('SIGUSR2');
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
  assert.ok(!require('fs').existsSync(sock));
})().then(mustCall());
