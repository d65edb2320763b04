'use strict';
// for await over async iterables, over iterables of promises, with break and with rejections.
const assert = require('assert');
const { mustCall } = require('../../common');

(async () => {
  const out = [];
  for await (const x of [Promise.resolve(1), 2, (async () => 3)()]) out.push(x);
  assert.deepStrictEqual(out, [1, 2, 3]);
  let returned = 0;
  const ticker = { [Symbol.asyncIterator]() { let i = 0; return { next: async () => ({ value: i++, done: false }), return: async () => { returned++; return {}; } }; } };
  for await (const x of ticker) if (x === 3) break;
  assert.strictEqual(returned, 1);
  await assert.rejects((async () => { for await (const x of [Promise.reject(new Error('bad'))]); })(), /bad/);
  await assert.rejects((async () => { for await (const x of 5); })(), TypeError);
  await assert.rejects((async () => { for await (const x of ticker) throw new Error('body'); })(), /body/);
  assert.strictEqual(returned, 2);
})().then(mustCall());
