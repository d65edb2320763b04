'use strict';
// Requests that wait for a socket of the agent: dropped ones leave the queue in the next turn; the limit of all sockets holds.
const assert = require('assert');
const http = require('http');
const { mustCall } = require('../../common');

let open = 0;
let most = 0;
let left = 8;
const servers = [0, 1].map(() => http.createServer((req, res) => setImmediate(() => res.end('x'))).listen(0, '127.0.0.1', start));
for (const server of servers) {
  server.on('connection', (socket) => {
    most = Math.max(most, ++open);
    socket.on('close', () => { open--; });
  });
}
let started = 0;
function start() {
  if (++started < 2) return;
  const agent = new http.Agent({ keepAlive: true, maxTotalSockets: 2 });
  for (let i = 0; i < 8; i++) {
    http.get({ agent, host: '127.0.0.1', port: servers[i % 2].address().port }, mustCall((res) => {
      res.resume().on('end', () => {
        if (--left > 0) return;
        agent.destroy();
        for (const server of servers) server.close(mustCall());
        assert.ok(most <= 3, `${most} connections at once`);
      });
    }));
  }
  const dropped = http.get({ agent, host: '127.0.0.1', port: servers[0].address().port });
  dropped.on('close', mustCall());
  dropped.abort();
  assert.strictEqual(Object.values(agent.requests).flat().includes(dropped), true);
  process.nextTick(() => assert.strictEqual(Object.values(agent.requests).flat().includes(dropped), false));
}
