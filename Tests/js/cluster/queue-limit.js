'use strict';
// Beyond Node: settings.queueLimit and queuePolicy. With '503' a connection that finds the queue full is told so at once.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    cluster.setupPrimary({ queueLimit: 2, queuePolicy: '503' });
    const worker = cluster.fork();
    cluster.on('listening', (w, a) => console.log('port', a.port, w.process.pid));
  } else require('http').createServer((req, res) => res.end('served')).listen(0, '127.0.0.1');` });
(async () => {
  if (process.versions.swjs === undefined) return;
  const run = start([folder + '/m.js']);
  const [, port, pid] = await run.line(/^port (\d+) (\d+)$/);
  assert.strictEqual((await get(Number(port))).status, 200);
  process.kill(Number(pid), 'SIGSTOP');
  let refused = 0;
  let goesOn = false;
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(Number(port)).then((answer) => {
    if (answer.status === 503) refused++;
    if (!goesOn && refused > 0) { goesOn = true; process.kill(Number(pid), 'SIGCONT'); }
    return answer;
  })));
  const of = (status) => answers.filter((a) => a.status === status).length;
  assert.strictEqual(of(200) + of(503), 20);
  assert.ok(of(503) > 0 && of(200) >= 2, JSON.stringify(answers.map((a) => a.status)));
  const refusal = answers.find((a) => a.status === 503);
  assert.deepStrictEqual([refusal.message, refusal.headers['retry-after'], refusal.headers.connection], ['Service Unavailable', '1', 'close']);
  await run.stop();
  const cluster = require('cluster');
  assert.throws(() => cluster.setupPrimary({ queuePolicy: 'else' }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => cluster.setupPrimary({ queueLimit: '3' }), { code: 'ERR_INVALID_ARG_TYPE' });
})().then(mustCall());
