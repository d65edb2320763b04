'use strict';
// What a request does to its socket: errors are told on the request, parsers go back, dropped requests leave the agent's queue.
const assert = require('assert');
const net = require('net');
const http = require('http');
const { mustCall, mustNotCall } = require('../../common');

// A socket that fails after the request was aborted.
{
  const createConnection = () => {
    const socket = new net.Socket();
    process.nextTick(() => socket.destroy(new Error('Oops')));
    return socket;
  };
  const req = http.get({ createConnection });
  req.on('error', mustCall((error) => assert.strictEqual(error.message, 'Oops')));
  req.abort();
}

const server = http.createServer((req, res) => {
  if (req.url === '/timeout') return res.flushHeaders();
  return res.end('x');
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const options = { port, host: '127.0.0.1', agent };
  // The second request waits for the socket of the first, and gives up.
  http.get(options, mustCall((res) => {
    const { socket } = res;
    res.resume().on('end', mustCall(() => {
      assert.strictEqual(socket.listenerCount('data'), 0);
      process.nextTick(() => {
        assert.strictEqual(socket.parser, null);
        http.get({ ...options, path: '/timeout' }, mustCall((r) => {
          assert.strictEqual(r.socket, socket);
          r.setTimeout(20, mustCall(() => {
            r.destroy();
            agent.destroy();
            server.close(mustCall());
          }));
        })).on('error', () => {});
      });
    }));
  }));
  const waiting = http.get(options, mustNotCall());
  waiting.on('error', mustCall((error) => assert.strictEqual(error.code, 'ECONNRESET')));
  waiting.on('close', mustCall(() => assert.deepStrictEqual(Object.keys(agent.requests), [])));
  waiting.destroy();
});

// A list of headers is sent as it is.
{
  const plain = net.createServer((socket) => socket.once('data', mustCall((text) => {
    assert.ok(!/host/i.test(String(text)), String(text));
    socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    plain.close();
  }))).listen(0, '127.0.0.1', () => {
    http.get({ port: plain.address().port, host: '127.0.0.1', headers: ['X-Y', '1'] }, (res) => res.resume());
  });
}
