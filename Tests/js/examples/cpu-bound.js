'use strict';
// The answers are right and come from several workers; the header names the worker.
const assert = require('assert');
const { example, get } = require('../common');

async function main() {
  const run = example('cpu-bound.js', [], { WORKERS: '2', SIZE: '1000' });
  await run.line(/^primary \d+: 2 workers$/);
  const port = await run.port();
  const answers = await Promise.all(Array.from({ length: 6 }, () => get(port)));
  for (const { body } of answers) assert.ok(body.startsWith('168 primes below 1000, '), body);
  assert.strictEqual(new Set(answers.map((a) => a.headers['x-worker'])).size, 2);
  await run.end();
}
main();
