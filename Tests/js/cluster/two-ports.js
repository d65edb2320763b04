'use strict';
// A worker with two servers: each has its own turn of workers.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  const http = require('http');
  if (cluster.isPrimary) {
    const ports = new Set();
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, a) => { ports.add(a.port); if (++n === 4) console.log('ports', [...ports].join(' ')); });
  } else for (const name of ['a', 'b']) http.createServer((req, res) => res.end(name + cluster.worker.id)).listen(0, '127.0.0.1');` });
(async () => {
  const run = start([folder + '/m.js']);
  const [, a, b] = await run.line(/^ports (\d+) (\d+)$/);
  const ask = async (port) => [(await get(Number(port))).body, (await get(Number(port))).body].sort();
  const answers = [await ask(a), await ask(b)].sort();
  assert.deepStrictEqual(answers, [['a1', 'a2'], ['b1', 'b2']]);
  await run.stop();
})().then(mustCall());
