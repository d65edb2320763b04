'use strict';
// The primary may have servers of its own; only workers go through it.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  const http = require('http');
  if (cluster.isPrimary) {
    const own = http.createServer((req, res) => res.end('primary ' + Object.keys(cluster.workers).length)).listen(0, '127.0.0.1', () => {
      cluster.fork().on('listening', (a) => console.log('ports', own.address().port, a.port));
    });
  } else http.createServer((req, res) => res.end('worker')).listen(0, '127.0.0.1');` });
(async () => {
  const run = start([folder + '/m.js']);
  const [, a, b] = await run.line(/^ports (\d+) (\d+)$/);
  assert.strictEqual((await get(Number(a))).body, 'primary 1');
  assert.strictEqual((await get(Number(b))).body, 'worker');
  await run.stop();
})().then(mustCall());
