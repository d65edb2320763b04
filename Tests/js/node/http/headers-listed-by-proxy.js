'use strict';
// Header names that a proxy lists belong to no object: they stay alive while its traps run.
const assert = require('assert');
const http = require('http');
const { mustCall } = require('../../common');

let serial = 0;
function churn() {
  if (!process.env.SWJS_GC_STRESS) for (let i = 0; i < 40; i++) new Array(10000).fill(i + 0.5);
  for (let i = 0; i < 200; i++) ({})[`other-key-${serial++}`];
}
const listing = () => new Proxy({}, {
  ownKeys: () => Array.from({ length: 8 }, (_, i) => `X-Listed-${i}`),
  getOwnPropertyDescriptor() {
    churn();
    return { value: 'x', enumerable: true, configurable: true, writable: true };
  },
  get(target, key) {
    churn();
    return typeof key === 'string' && key.startsWith('X-') ? `value of ${key}` : undefined;
  },
});

const server = http.createServer(mustCall((request, response) => {
  if (request.url === '/merged') response.setHeader('x-other', '1');
  response.writeHead(200, listing());
  response.end();
}, 2));
server.listen(0, '127.0.0.1', mustCall(async () => {
  for (const path of ['/', '/merged']) {
    const headers = await new Promise((resolve, reject) => {
      http.get({ port: server.address().port, host: '127.0.0.1', path, agent: false }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.headers));
      }).on('error', reject);
    });
    for (let i = 0; i < 8; i++) assert.strictEqual(headers[`x-listed-${i}`], `value of X-Listed-${i}`);
  }
  server.close();
}));
