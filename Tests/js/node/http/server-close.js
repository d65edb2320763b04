'use strict';
// close stops accepting, ends idle connections, and waits for those that answer.
const assert = require('assert');
const { mustCall } = require('../../common');

const http = require('http');
const net = require('net');
let asked;
const server = http.createServer((req, res) => { asked(); setTimeout(() => res.end('slow'), 60); }).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const log = [];
  const idle = net.connect(port, '127.0.0.1');
  idle.on('close', () => log.push('idle closed')).resume();
  idle.on('connect', () => {
    http.get({ port, host: '127.0.0.1' }, (res) => res.resume().on('end', () => log.push('answered')));
    asked = () => {
      server.close(mustCall(() => { log.push('closed'); assert.strictEqual(log.pop(), 'closed'); assert.ok(log.includes('answered')); }));
      assert.strictEqual(server.listening, false);
      net.connect(port, '127.0.0.1').on('error', mustCall((e) => assert.strictEqual(e.code, 'ECONNREFUSED')));
      setTimeout(() => idle.destroy(), 150);
    };
  });
});
