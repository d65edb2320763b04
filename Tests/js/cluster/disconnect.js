'use strict';
// worker.disconnect: listening ends, answers under way are finished, exitedAfterDisconnect is set on both sides.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    const w = cluster.fork();
    w.on('listening', (a) => console.log('port', a.port));
    w.on('message', () => { console.log('asked'); w.disconnect(); console.log(w.exitedAfterDisconnect); });
    w.on('disconnect', () => console.log('disconnect', w.isConnected()));
    w.on('exit', (code) => console.log('exit', code, w.exitedAfterDisconnect, w.isDead()));
    console.log(w.exitedAfterDisconnect);
  } else {
    require('http').createServer((req, res) => { process.send('slow'); setTimeout(() => { res.setHeader('Connection', 'close'); res.end('done'); }, 150); }).listen(0, '127.0.0.1');
    cluster.worker.on('disconnect', () => console.log('worker', cluster.worker.exitedAfterDisconnect));
  }` });
(async () => {
  const run = start([folder + '/m.js']);
  const port = Number((await run.line(/^port (\d+)$/))[1]);
  assert.strictEqual((await get(port)).body, 'done');
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
  const own = run.lines.filter((l) => !l.startsWith('worker') && !l.startsWith('port'));
  assert.deepStrictEqual(own, ['undefined', 'asked', 'true', 'disconnect false', 'exit 0 true true']);
  assert.ok(run.lines.includes('worker true'));
})().then(mustCall());
