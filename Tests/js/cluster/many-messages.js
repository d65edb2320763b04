'use strict';
// Messages of one turn are gathered: none is lost or changes its place, whatever follows them.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

const parent = `
  const { fork } = require('child_process');
  if (process.argv[2] === 'child') {
    const [, , , how] = process.argv;
    for (let i = 0; i < 100; i++) process.send(i % 50 === 7 ? { i, text: 'x'.repeat(5000) } : { i });
    if (how === 'exit') process.exit(0);
    if (how === 'disconnect') process.disconnect();
    if (how === 'kill') process.kill(process.pid, 'SIGKILL');
    if (how === 'end') process.on('exit', () => { process.send({ i: 100 }); process.send({ i: 101 }); });
    // A program that computes for long keeps nobody waiting: the parent ends it once it has everything.
    if (how === 'busy') for (;;);
  } else {
    (async () => {
      for (const how of ['exit', 'disconnect', 'kill', 'end', 'busy']) {
        const child = fork(__filename, ['child', how]);
        const seen = [];
        child.on('message', ({ i }) => { seen.push(i); if (how === 'busy' && i === 99) child.kill('SIGKILL'); });
        await new Promise((resolve) => child.on('close', resolve));
        console.log(how, seen.length, seen.every((n, i) => n === i));
      }
    })();
  }`;
(async () => {
  const r = await runSource(parent);
  const lines = r.stdout.trim().split('\n');
  // NOTE: what does not fit into the socket is lost with a process that ends itself at once, as in Node.
  const [exit, disconnect, kill, end, busy] = lines.map((line) => line.split(' '));
  assert.ok([exit, disconnect, kill, end, busy].every((l) => l[2] === 'true'), r.stdout + r.stderr);
  assert.deepStrictEqual([disconnect[1], end[1], busy[1]], ['100', '102', '100']);
  assert.ok(Number(exit[1]) >= 50 && Number(kill[1]) >= 50, r.stdout);
})().then(mustCall());
