'use strict';
// --trace cluster, --trace-file and --trace cluster:mermaid show every step of the protocol.
const assert = require('assert');
const fs = require('fs');
const { run, start, tree, mustCall } = require('../common');

const serve = `
  const cluster = require('cluster');
  const http = require('http');
  if (cluster.isPrimary) {
    let n = 0, answers = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, { port }) => {
      if (++n < 2) return;
      for (let i = 0; i < 3; i++) http.get({ port, agent: false }, (res) => res.resume().on('end', () => {
        if (++answers < 3) return;
        console.log('answered');
        if (process.argv[2] !== 'stay') cluster.disconnect();
      }));
    });
  } else http.createServer((req, res) => res.end('x')).listen(0, '127.0.0.1');`;

(async () => {
  if (process.versions.swjs === undefined) return;
  const folder = tree({ 'm.js': serve });
  const file = folder + '/steps.jsonl';
  const r = await run(['--trace', 'cluster', '--trace-file', file, folder + '/m.js']);
  assert.strictEqual(r.code, 0, r.stderr);
  const steps = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const count = (name) => steps.filter((s) => s.event === name).length;
  const counts = Object.fromEntries([...new Set(steps.map((s) => s.event))].sort().map((name) => [name, count(name)]));
  assert.deepStrictEqual(counts, {
    accept: 3, ack: 3, bind: 1, close: 2, disconnect: 2, disconnecting: 2, exit: 2, fork: 2, handoff: 3, listening: 2, online: 2,
    queryServer: 2, reply: 2, unbind: 1,
  });
  for (let i = 1; i < steps.length; i++) assert.ok(steps[i].time >= steps[i - 1].time);
  // The steps of a connection, and of a worker, in their order.
  const of = (test) => steps.filter(test).map((s) => s.event).join();
  for (const number of [1, 2, 3]) assert.strictEqual(of((s) => s.connection === number), 'accept,handoff,ack');
  const begin = 'fork,online,queryServer,reply,listening';
  for (const worker of [1, 2]) assert.ok(of((s) => s.worker === worker).startsWith(begin), of((s) => s.worker === worker));
  const key = steps.find((s) => s.event === 'bind').key;
  assert.match(key, /^127\.0\.0\.1:0:4:undefined:0$/);
  assert.ok(steps.every((s) => s.key === undefined || s.key === key));
  const handoff = steps.find((s) => s.event === 'handoff');
  assert.deepStrictEqual([handoff.from, handoff.to], ['primary', `worker ${handoff.worker}`]);
  const exit = steps.find((s) => s.event === 'exit');
  assert.deepStrictEqual([exit.code, exit.signal, exit.exitedAfterDisconnect], [0, 0, true]);
  // The lines for people are the same steps.
  const lines = r.stderr.trim().split('\n');
  assert.strictEqual(lines.length, steps.length);
  const word = /^ *\d+\.\d{3} ms {2}(?:client|primary|worker \d)(?: -> (?:client|primary|worker \d))? +(\w+)/;
  assert.deepStrictEqual(lines.map((line) => word.exec(line)[1]), steps.map((s) => s.event));

  const checkDiagram = (text) => {
    const rows = text.trim().split('\n').map((row) => row.trim());
    assert.strictEqual(rows[0], 'sequenceDiagram');
    for (const row of ['participant Client', 'participant Primary', 'participant W1 as Worker 1', 'participant W2 as Worker 2',
      `W1->>Primary: queryServer ${key}`, `Primary->>W1: newconn #35;`, `W1-->>Primary: ack #35;`, `W1->>Primary: listening ${key}`]) {
      assert.ok(rows.some((r) => r.startsWith(row)), `${row} in\n${text}`);
    }
  };
  const whole = await run(['--trace', 'cluster:mermaid', folder + '/m.js']);
  checkDiagram(whole.stderr);
  // A signal ends the primary as it would without the trace.
  const held = start(['--trace', 'cluster:mermaid', folder + '/m.js', 'stay']);
  await held.line(/^answered$/);
  assert.deepStrictEqual(await held.stop('SIGTERM'), { code: null, signal: 'SIGTERM' });
  checkDiagram(held.lines.filter((l) => l.startsWith('stderr: ')).map((l) => l.slice(8)).join('\n'));

  const bad = await run(['--trace-file', folder + '/none/x', folder + '/m.js']);
  assert.strictEqual(bad.code, 9);
  assert.match(bad.stderr, /--trace-file: cannot write/);
})().then(mustCall());
