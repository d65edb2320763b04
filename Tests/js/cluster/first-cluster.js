'use strict';
// The smallest cluster: the primary's and the workers' lines, one port, answers by both.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'test-cluster.js': `
  const cluster = require('cluster');
  const http = require('http');
  if (cluster.isMaster) {
    console.log('master pid: ' + process.pid);
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, a) => console.log('port', a.port));
  } else {
    console.log('isMaster: ' + cluster.isMaster + ' pid: ' + process.pid);
    http.createServer((req, res) => { res.writeHead(200); res.end('hello world\\n' + process.pid); }).listen(0);
  }` });
(async () => {
  const run = start(['test-cluster.js'], { cwd: folder });
  const master = await run.line(/^master pid: (\d+)$/);
  assert.strictEqual(Number(master[1]), run.child.pid);
  const ports = (await run.matches(/^port (\d+)$/, 2)).map((m) => m[1]);
  assert.strictEqual(ports[0], ports[1]);
  const pids = (await run.matches(/^isMaster: false pid: (\d+)$/, 2)).map((m) => m[1]);
  const seen = {};
  for (let i = 0; i < 10; i++) {
    const pid = (await get(Number(ports[0]))).body.split('\n')[1];
    seen[pid] = (seen[pid] || 0) + 1;
  }
  assert.deepStrictEqual(seen, { [pids[0]]: 5, [pids[1]]: 5 });
  await run.stop();
})().then(mustCall());
