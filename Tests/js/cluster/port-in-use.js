'use strict';
// A port in use: the error comes in the worker, whose exit code is 1.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

const net = require('net');
const server = net.createServer().listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) {
      cluster.fork().on('exit', (code) => console.log('exit', code));
    } else require('http').createServer().listen(${port}, '127.0.0.1');`);
  assert.deepStrictEqual([r.code, r.stdout], [0, 'exit 1\n']);
  assert.ok(r.stderr.includes(`Error: bind EADDRINUSE 127.0.0.1:${port}`) || r.stderr.includes(`listen EADDRINUSE: address already in use 127.0.0.1:${port}`), r.stderr);
  const handled = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) cluster.fork();
    else require('net').createServer().on('error', (e) => { console.log(e.code, e.syscall, e.port); process.disconnect(); }).listen(${port}, '127.0.0.1');`);
  assert.ok(/^EADDRINUSE (bind|listen) \d+\n$/.test(handled.stdout), handled.stdout + handled.stderr);
  server.close();
});
server.on('close', mustCall());
