'use strict';
// Async generators: yield awaits, requests queue up, return and throw settle in order.
const assert = require('assert');
const { mustCall } = require('../../common');

async function* g() {
  try {
    const x = yield Promise.resolve(1);
    yield x;
    yield 3;
  } finally { await null; log.push('finally'); }
}
const log = [];
(async () => {
  let it = g();
  const three = [it.next(), it.next('sent'), it.return('r'), it.next()];
  assert.deepStrictEqual(await Promise.all(three), [
    { value: 1, done: false }, { value: 'sent', done: false }, { value: 'r', done: true }, { value: undefined, done: true }]);
  assert.deepStrictEqual(log, ['finally']);
  it = g();
  await it.next();
  await assert.rejects(it.throw(new Error('in')), /in/);
  assert.strictEqual(log.length, 2);
  async function* outer() { const r = yield* inner(); yield 'got ' + r; }
  async function* inner() { yield 'a'; return 'b'; }
  const all = [];
  for await (const x of outer()) all.push(x);
  assert.deepStrictEqual(all, ['a', 'got b']);
})().then(mustCall());
