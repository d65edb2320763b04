'use strict';
// A worker that keeps itself alive after an error goes on serving; the primary sees nothing.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) cluster.fork().on('listening', (a) => console.log('port', a.port)).on('exit', () => console.log('exit'));
  else {
    process.on('uncaughtException', (e) => console.log('caught', e.message));
    require('http').createServer((req, res) => { res.end('ok'); if (req.url === '/throw') throw new Error('in handler'); }).listen(0, '127.0.0.1');
  }` });
(async () => {
  const run = start([folder + '/m.js']);
  const port = Number((await run.line(/^port (\d+)$/))[1]);
  assert.strictEqual((await get(port, '/throw')).body, 'ok');
  await run.line(/^caught in handler$/);
  assert.strictEqual((await get(port)).body, 'ok');
  assert.ok(!run.lines.includes('exit'));
  await run.stop();
})().then(mustCall());
