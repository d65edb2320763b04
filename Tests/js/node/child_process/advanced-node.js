'use strict';
// Advanced messages between this runtime and Node, in both directions: the peer sends back what it got.
const assert = require('assert');
const { fork, spawnSync } = require('child_process');
const { mustCall, tree } = require('../../common');
const { random, value, describe } = require('../v8/fixtures/values.js');

if (spawnSync('node', ['-e', '0']).error) {
  console.log('skipped: no node here');
} else {
  const folder = tree({ 'echo.js': "process.on('message', (message) => process.send(message));" });
  const child = fork(folder + '/echo.js', { serialization: 'advanced', execPath: 'node', execArgv: [] });
  const messages = [];
  for (let seed = 1; seed <= 100; seed++) messages.push({ seed, value: value(random(seed * 31337)) });
  messages.push('x'.repeat(1 << 20), '日'.repeat(1 << 19), { bytes: Buffer.alloc(300000, 7), big: new Float64Array(50000).fill(1.5) });
  const left = messages.map(describe);
  child.on('message', mustCall((message) => {
    assert.ok(describe(message) === left.shift(), `${left.length} left`);
    if (left.length === 0) child.disconnect();
  }, messages.length));
  child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
  for (const message of messages) child.send(message);
}
