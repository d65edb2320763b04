'use strict';
// Construction, resolution with thenables, idempotence, errors of executors.
const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

const log = [];
new Promise((resolve, reject) => { resolve(1); resolve(2); reject(3); throw new Error('ignored'); }).then(mustCall((v) => assert.strictEqual(v, 1)));
new Promise(() => { throw new RangeError('executor'); }).catch(mustCall((e) => assert.strictEqual(e.message, 'executor')));
const p = new Promise((resolve) => queueMicrotask(() => resolve(p)));
p.catch(mustCall((e) => assert.strictEqual(e.message, 'Chaining cycle detected for promise #<Promise>')));
Promise.resolve({ then(r) { log.push('then called'); r('thenable'); } }).then(mustCall((v) => assert.strictEqual(v, 'thenable')));
assert.deepStrictEqual(log, []);
Promise.resolve({ get then() { throw new Error('getter'); } }).then(mustNotCall(), mustCall((e) => assert.strictEqual(e.message, 'getter')));
const q = Promise.resolve(1);
assert.strictEqual(Promise.resolve(q), q);
assert.throws(() => Promise(), { message: "Promise constructor cannot be invoked without 'new'" });
assert.throws(() => new Promise(5), { message: 'Promise resolver 5 is not a function' });
q.then(null, mustNotCall()).then(5).then(mustCall((v) => assert.strictEqual(v, 1)));
