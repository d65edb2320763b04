'use strict';
// pauseOnConnect, maxConnections, getConnections, ref and unref, signal.
const assert = require('assert');
const { mustCall, runSource } = require('../../common');

const net = require('net');
const server = net.createServer({ pauseOnConnect: true }, (s) => {
  s.on('data', mustCall((d) => { assert.strictEqual(String(d), 'early'); s.end(); }));
  server.getConnections(mustCall((e, n) => assert.deepStrictEqual([e, n], [null, 1])));
  setTimeout(() => s.resume(), 30);
});
server.maxConnections = 1;
server.listen({ port: 0, host: '127.0.0.1', backlog: 5 }, () => {
  const { port } = server.address();
  const a = net.connect(port, '127.0.0.1', () => {
    a.write('early');
    const b = net.connect(port, '127.0.0.1');
    b.on('error', () => {}).on('close', mustCall());
  });
  a.resume().on('close', mustCall(() => server.close(mustCall())));
});
server.on('drop', mustCall((info) => assert.ok(info.localPort > 0)));
runSource("require('net').createServer().listen(0, '127.0.0.1').unref(); console.log('end')").then(mustCall((r) => assert.deepStrictEqual([r.code, r.stdout], [0, 'end\n'])));
