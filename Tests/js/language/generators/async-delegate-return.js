// yield* in an async generator awaits what `return` got before it asks the inner iterator; a rejection becomes a throw.
const assert = require('assert');
const log = [];
const inner = {
  [Symbol.asyncIterator]() { return this; },
  next() { return { done: false }; },
  get return() { log.push('get return'); return undefined; },
};
async function* outer() { yield* inner; log.push('never'); }
(async () => {
  const it = outer();
  await it.next();
  const result = await it.return({ get then() { log.push('get then'); } });
  assert.strictEqual(result.done, true);
  assert.deepStrictEqual(log, ['get then', 'get return', 'get then']);
  let caught;
  const throwing = { [Symbol.asyncIterator]() { return this; }, next: () => ({ done: false }), throw(e) { caught = e; return { done: true, value: 7 }; } };
  async function* second() { return yield* throwing; }
  const other = second();
  await other.next();
  assert.deepStrictEqual(await other.return(Promise.reject('no')), { value: 7, done: true });
  assert.strictEqual(caught, 'no');
  log.push('end');
})().then(() => assert.strictEqual(log.at(-1), 'end'));
