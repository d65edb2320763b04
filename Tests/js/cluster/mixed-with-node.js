'use strict';
// Where node is installed: a swjs primary with node workers, and a node primary with swjs workers.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const fs = require('fs');
const node = (process.env.PATH || '').split(':').map((folder) => folder + '/node').find((file) => fs.existsSync(file));
const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    process.execPath = process.argv[2];
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('message', (w, m) => console.log('message', w.id, m.swjs));
    cluster.on('listening', (w, a) => { if (++n === 2) console.log('port', a.port); });
    cluster.on('exit', (w, code) => console.log('exit', w.id, code, w.exitedAfterDisconnect));
    process.on('SIGUSR2', () => cluster.disconnect(() => console.log('all')));
  } else {
    process.send({ swjs: process.versions.swjs !== undefined });
    require('http').createServer((req, res) => { res.setHeader('Connection', 'close'); res.end(String(cluster.worker.id)); }).listen(0, '127.0.0.1');
  }` });

/** Starts `primary` with workers of `worker`. */
function mixed(primary, worker) {
  const own = process.execPath;
  process.execPath = primary;
  try {
    return start([folder + '/m.js', worker]);
  } finally {
    process.execPath = own;
  }
}

async function check(primary, worker, isSwjs) {
  const run = mixed(primary, worker);
  const port = Number((await run.line(/^port (\d+)$/))[1]);
  const ids = [];
  for (let i = 0; i < 6; i++) ids.push((await get(port)).body);
  assert.deepStrictEqual([...new Set(ids)].sort(), ['1', '2']);
  assert.strictEqual(run.lines.filter((l) => l === `message 1 ${isSwjs}` || l === `message 2 ${isSwjs}`).length, 2);
  run.child.kill('SIGUSR2');
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
  assert.deepStrictEqual(run.lines.filter((l) => l.startsWith('exit')).sort(), ['exit 1 0 true', 'exit 2 0 true']);
  assert.ok(run.lines.includes('all'));
}

(async () => {
  if (node === undefined || process.versions.swjs === undefined) return;
  await check(process.execPath, node, false);
  await check(node, process.execPath, true);
})().then(mustCall());
