'use strict';
// nextTick before microtasks before timers and immediates; queues drain between callbacks.
const assert = require('assert');
const { mustCall } = require('../../common');

const log = [];
setTimeout(() => {
  log.push('timeout 1');
  process.nextTick(() => log.push('tick in timeout'));
  Promise.resolve().then(() => log.push('microtask in timeout'));
}, 1);
setTimeout(() => log.push('timeout 2'), 1);
const until = Date.now() + 5;
while (Date.now() < until);
setImmediate(() => log.push('immediate'));
Promise.resolve().then(() => { log.push('microtask'); process.nextTick(() => log.push('tick from microtask')); });
process.nextTick(() => { log.push('tick'); Promise.resolve().then(() => log.push('microtask from tick')); process.nextTick(() => log.push('second tick')); });
log.push('sync');
setTimeout(mustCall(() => assert.deepStrictEqual(log, ['sync', 'tick', 'second tick', 'microtask', 'microtask from tick', 'tick from microtask',
  'timeout 1', 'tick in timeout', 'microtask in timeout', 'timeout 2', 'immediate'])), 20);
