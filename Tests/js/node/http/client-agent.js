'use strict';
// The agent keeps connections when asked to, and its limit queues requests.
const assert = require('assert');
const { mustCall } = require('../../common');

const http = require('http');
let connections = 0;
const server = http.createServer((req, res) => setTimeout(() => res.end(req.url), 5));
server.on('connection', () => connections++);
server.listen(0, '127.0.0.1', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path) => new Promise((resolve, reject) => http.get({ port: server.address().port, host: '127.0.0.1', path, agent }, (res) => {
    let t = '';
    res.on('data', (d) => { t += d; }).on('end', () => resolve(t));
  }).on('error', reject));
  assert.deepStrictEqual(await Promise.all(['/1', '/2', '/3'].map(ask)), ['/1', '/2', '/3']);
  assert.strictEqual(connections, 1);
  agent.destroy();
  server.close(mustCall());
});
