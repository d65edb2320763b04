'use strict';
// A stopped worker holds no connection while another is free; when it goes on it serves again, and nothing is served twice.
const assert = require('assert');
const fs = require('fs');
const { start, tree, get, until, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, a) => { console.log('worker', w.id, w.process.pid); if (++n === 2) console.log('port', a.port); });
    cluster.on('message', (w, m) => console.log('served', w.id, m));
  } else {
    const server = require('net').createServer((socket) => {
      socket.on('error', () => {}).once('data', (d) => { process.send(String(d)); socket.write(cluster.worker.id + ':' + d); socket.destroySoon(); });
    }).listen(0, '127.0.0.1');
  }` });

/** Sends a text and resolves to all that is answered until the end of the connection. */
function ask(port, text) {
  return new Promise((resolve, reject) => {
    let all = '';
    const socket = require('net').connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (d) => { all += d; }).on('error', reject).on('close', () => resolve(all));
  });
}

(async () => {
  // NOTE: Node's stopped worker keeps what it was given.
  if (process.versions.swjs === undefined) return;
  const run = start(['--trace-file', folder + '/steps', folder + '/m.js']);
  const port = Number((await run.line(/^port (\d+)$/))[1]);
  const pids = Object.fromEntries((await run.matches(/^worker (\d) (\d+)$/, 2)).map((m) => [m[1], Number(m[2])]));
  process.kill(pids[1], 'SIGSTOP');
  const count = 20;
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => ask(port, `a${i}`)));
  for (let i = 0; i < count; i++) assert.strictEqual(answers[i], `2:a${i}`);
  const steps = () => fs.readFileSync(folder + '/steps', 'utf8').trim().split('\n').map((l) => JSON.parse(l));
  assert.ok(steps().some((s) => s.event === 'requeue' && s.worker === 1 && s.reason === 'deadline'));
  process.kill(pids[1], 'SIGCONT');
  // It gets connections again.
  await until(async () => (await ask(port, 'b')).startsWith('1:'), 'the first worker serves again');
  const served = run.lines.filter((l) => /^served \d a/.test(l)).map((l) => l.split(' ')[2]);
  assert.deepStrictEqual(served.sort(), Array.from({ length: count }, (_, i) => `a${i}`).sort());
  await run.stop();
})().then(mustCall());
