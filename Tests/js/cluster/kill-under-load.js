'use strict';
// kill -9 of workers while requests come in: nothing fails but what the killed worker was answering.
// NOTE: Node loses connections that it has handed to a worker which then dies; they hang.
const assert = require('assert');
const { start, tree, get, mustCall, sleep } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 3; i++) cluster.fork();
    cluster.on('listening', (w, a) => { if (++n === 3) console.log('port', a.port, Object.values(cluster.workers).map((w) => w.process.pid).join()); });
    cluster.on('exit', (w) => console.log('exit', w.id));
  } else require('http').createServer((req, res) => res.end('ok')).listen(0, '127.0.0.1');` });
(async () => {
  if (process.versions.swjs === undefined) return;
  const run = start([folder + '/m.js']);
  const [, port, list] = await run.line(/^port (\d+) (\S+)$/);
  const pids = list.split(',').map(Number);
  let stop = false;
  let answered = 0;
  const errors = [];
  const client = async () => {
    while (!stop) {
      try {
        assert.strictEqual((await get(Number(port))).body, 'ok');
        answered++;
      } catch (error) {
        errors.push(error);
      }
    }
  };
  const clients = Array.from({ length: 8 }, client);
  await sleep(150);
  process.kill(pids[0], 'SIGKILL');
  await sleep(150);
  process.kill(pids[1], 'SIGKILL');
  await run.matches(/^exit \d$/, 2);
  const before = answered;
  await sleep(150);
  stop = true;
  await Promise.all(clients);
  assert.ok(answered > before, 'the last worker answers');
  // At most what the two workers had accepted when they died.
  assert.ok(errors.length <= 16, `${errors.length} of ${answered} failed: ${errors[0]}`);
  await run.stop();
})().then(mustCall());
