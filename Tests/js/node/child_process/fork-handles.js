'use strict';
// Sending a server and a socket to a child.
const assert = require('assert');
const { mustCall, tree } = require('../../common');

const { fork } = require('child_process');
const net = require('net');
const folder = tree({ 'child.js': `
  process.on('message', (m, handle) => {
    if (m === 'server') { handle.on('connection', (s) => s.end('from child')); process.send('listening'); }
    if (m === 'socket') { handle.end('socket in child'); process.disconnect(); }
  });` });
const child = fork(folder + '/child.js');
const read = (port) => new Promise((resolve) => { let t = ''; net.connect(port, '127.0.0.1').on('data', (d) => { t += d; }).on('close', () => resolve(t)); });
const shared = net.createServer().listen(0, '127.0.0.1', () => {
  child.send('server', shared, mustCall());
  child.once('message', mustCall(async () => {
    const { port } = shared.address();
    shared.close();
    assert.strictEqual(await read(port), 'from child');
    const own = net.createServer({ pauseOnConnect: true }, (s) => { child.send('socket', s); own.close(); }).listen(0, '127.0.0.1', async () => {
      assert.strictEqual(await read(own.address().port), 'socket in child');
      // The child still holds the listening socket.
      child.kill();
    });
  }));
});
child.on('exit', mustCall());
assert.throws(() => child.send('x', {}), { code: 'ERR_INVALID_HANDLE_TYPE' });
