'use strict';
// The order of continuations: synchronous code, then jobs in the order in which they were queued.
const assert = require('assert');

const log = [];
async function a() { log.push('a1'); await null; log.push('a2'); await null; log.push('a3'); }
async function b() { log.push('b1'); await undefined; log.push('b2'); }
const p = a();
b();
Promise.resolve().then(() => log.push('then'));
log.push('sync');
p.then(() => {
  assert.deepStrictEqual(log, ['a1', 'b1', 'sync', 'a2', 'b2', 'then', 'a3']);
  log.push('end');
});
process.on('exit', () => assert.strictEqual(log[log.length - 1], 'end'));
