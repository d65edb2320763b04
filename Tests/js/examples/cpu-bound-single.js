'use strict';
// The twin answers the same from one process.
const assert = require('assert');
const { example, get } = require('../common');

async function main() {
  const run = example('cpu-bound-single.js', [], { SIZE: '1000' });
  const port = await run.port();
  for (let i = 0; i < 3; i++) {
    const { body, headers } = await get(port);
    assert.ok(body.startsWith('168 primes below 1000, '), body);
    assert.strictEqual(Number(headers['x-worker']), run.child.pid);
  }
  assert.strictEqual((await get(port, '/ping')).body, 'pong\n');
  await run.end('SIGINT');
}
main();
