'use strict';
// Errors of connect name the local side only when the program chose it; wrong families and descriptors are refused.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../../common');

const server = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  server.close(() => {
    const plain = net.connect({ port, host: 'localhost', lookup: (host, options, done) => done(null, '127.0.0.1', 4), autoSelectFamily: false });
    plain.on('error', mustCall((error) => {
      assert.strictEqual(error.message, `connect ECONNREFUSED 127.0.0.1:${port}`);
      assert.strictEqual(plain.autoSelectFamilyAttemptedAddresses, undefined);
    }));
    const spare = net.createServer().listen(0, '127.0.0.1', () => {
      const localPort = spare.address().port;
      spare.close(() => {
        const bound = net.connect({ port, host: '127.0.0.1', localAddress: '127.0.0.1', localPort });
        bound.on('error', mustCall((error) => {
          assert.strictEqual(error.message, `connect ECONNREFUSED 127.0.0.1:${port} - Local (127.0.0.1:${localPort})`);
          assert.strictEqual(error.localPort, localPort);
        }));
      });
    });
  });
});
net.connect({ port: 1, host: 'localhost', lookup: (host, options, done) => done(null, [{ address: '127.0.0.1', family: 100 }]) })
  .on('error', mustCall((error) => assert.strictEqual(error.code, 'ERR_INVALID_ADDRESS_FAMILY')));
assert.throws(() => new net.Socket({ fd: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => net.createServer().listen({ path: '\0abstract', readableAll: true }), { code: 'ERR_INVALID_ARG_VALUE' });
