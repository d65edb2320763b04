'use strict';
// Ports in use, invalid ports, listening twice, names that do not resolve.
const assert = require('assert');
const { mustCall } = require('../../common');

const net = require('net');
const a = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = a.address();
  const b = net.createServer();
  b.on('error', mustCall((e) => {
    assert.deepStrictEqual([e.code, e.syscall, e.address, e.port, e.message], ['EADDRINUSE', 'listen', '127.0.0.1', port, `listen EADDRINUSE: address already in use 127.0.0.1:${port}`]);
    a.close();
  }));
  b.listen(port, '127.0.0.1');
  assert.throws(() => a.listen(0), { code: 'ERR_SERVER_ALREADY_LISTEN' });
});
assert.throws(() => net.createServer().listen(65536), { code: 'ERR_SOCKET_BAD_PORT', name: 'RangeError' });
assert.throws(() => net.createServer().listen(-1), { code: 'ERR_SOCKET_BAD_PORT' });
assert.throws(() => net.createServer().listen(false), { code: 'ERR_INVALID_ARG_VALUE' });
net.createServer().close(mustCall((e) => assert.strictEqual(e.code, 'ERR_SERVER_NOT_RUNNING')));
assert.deepStrictEqual([net.isIP('127.0.0.1'), net.isIP('::1'), net.isIP('x'), net.isIPv4('1.2.3'), net.isIPv6('fe80::1%eth0')], [4, 6, 0, false, true]);
