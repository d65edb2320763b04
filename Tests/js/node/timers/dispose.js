'use strict';
// Symbol.dispose of timers; an interval whose callback was taken away ends.
const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

assert.strictEqual(typeof Symbol.dispose, 'symbol');
assert.strictEqual(typeof Symbol.asyncDispose, 'symbol');
const timers = [setTimeout(mustNotCall(), 1), setInterval(mustNotCall(), 1), setImmediate(mustNotCall())];
for (const timer of timers) timer[Symbol.dispose]();
for (const timer of timers) assert.strictEqual(timer._destroyed, true);
const interval = setInterval(mustCall(() => { interval._onTimeout = null; }), 1);
const server = require('net').createServer().listen(0, mustCall(() => server[Symbol.asyncDispose]().then(mustCall())));
