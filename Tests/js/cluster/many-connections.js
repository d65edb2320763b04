'use strict';
// Many connections at once: each is answered exactly once, also while a worker is replaced.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('exit', () => { if (n < 4) cluster.fork(); });
    cluster.on('listening', (w, a) => { n++; console.log('listening', w.process.pid, a.port, n); });
  } else require('http').createServer((req, res) => res.end(String(process.pid))).listen(0, '127.0.0.1');` });
(async () => {
  const run = start([folder + '/m.js']);
  const [first] = await run.matches(/^listening (\d+) (\d+) \d$/, 2);
  const port = Number(first[2]);
  const counts = {};
  for (let round = 0; round < 5; round++) {
    for (const { body } of await Promise.all(Array.from({ length: 40 }, () => get(port)))) counts[body] = (counts[body] || 0) + 1;
  }
  assert.strictEqual(Object.values(counts).reduce((a, b) => a + b), 200);
  // Exact turns need an idle machine: a worker gets its next connection when it has taken the one before.
  assert.strictEqual(Object.keys(counts).length, 2, JSON.stringify(counts));
  process.kill(Number(first[1]), 'SIGKILL');
  await run.matches(/^listening/, 3);
  const after = await Promise.all(Array.from({ length: 20 }, () => get(port)));
  assert.ok(after.every(({ body }) => body !== first[1]));
  await run.stop();
})().then(mustCall());
