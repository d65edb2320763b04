'use strict';
// Unix sockets: listening on a path, removal at close, connecting to nothing.
const assert = require('assert');
const { mustCall, tmpdir } = require('../../common');

const net = require('net');
const fs = require('fs');
const path = require('path').join(tmpdir(), 's.sock');
net.connect(path).on('error', mustCall((e) => {
  assert.deepStrictEqual([e.code, e.syscall, e.address], ['ENOENT', 'connect', path]);
  const server = net.createServer((s) => s.end('unix')).listen(path, () => {
    assert.strictEqual(server.address(), path);
    assert.ok(fs.statSync(path).isSocket());
    let t = '';
    net.connect({ path }).on('data', (d) => { t += d; }).on('close', mustCall(() => {
      assert.strictEqual(t, 'unix');
      server.close(mustCall(() => assert.ok(!fs.existsSync(path))));
    }));
  });
}));
