'use strict';
// Exit codes and signals of workers as the primary sees them; only disconnect sets exitedAfterDisconnect.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) {
      const expect = { exit: '7 null', throw: '1 null', hang: 'null SIGKILL', kill: 'null SIGTERM' };
      for (const how of Object.keys(expect)) {
        const w = cluster.fork({ HOW: how });
        w.on('exit', (code, signal) => console.log(how, code, signal, w.exitedAfterDisconnect));
        if (how === 'hang') w.on('message', () => w.process.kill('SIGKILL'));
        if (how === 'kill') w.on('message', () => w.kill());
      }
    } else if (process.env.HOW === 'exit') process.exit(7);
    else if (process.env.HOW === 'throw') throw new Error('in worker');
    else { setInterval(() => {}, 1000); process.send('up'); }`);
  assert.deepStrictEqual(r.stdout.trim().split('\n').sort(), ['exit 7 null false', 'hang null SIGKILL false', 'kill null SIGTERM false', 'throw 1 null false']);
  assert.ok(r.stderr.includes('Error: in worker'));
})().then(mustCall());
