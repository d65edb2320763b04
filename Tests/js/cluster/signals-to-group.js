'use strict';
// SIGINT to the whole group, as a terminal sends it, leaves nothing.
const assert = require('assert');
const { start, tree, mustCall, groupMembers, until } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', () => { if (++n === 2) console.log('ready'); });
  } else require('http').createServer((req, res) => res.end()).listen(0, '127.0.0.1');` });
(async () => {
  const run = start([folder + '/m.js'], { detached: true });
  await run.line(/^ready$/);
  assert.strictEqual(groupMembers(run.child.pid).length, 3);
  process.kill(-run.child.pid, 'SIGINT');
  assert.deepStrictEqual(await run.exited, { code: null, signal: 'SIGINT' });
  await until(() => groupMembers(run.child.pid).length === 0, 'nothing is left');
})().then(mustCall());
