'use strict';
// An unref'd timer does not keep the process; ref brings it back; refresh starts again.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const began = Date.now();
  const r = await runSource(`
    const far = setTimeout(() => console.log('never'), 100000);
    console.log(far.hasRef(), far.unref().hasRef());
    const soon = setTimeout(() => console.log('soon'), 5);
    soon.unref(); soon.ref();
    setInterval(() => {}, 1000).unref();
    setImmediate(() => console.log('never too')).unref();
    const again = setTimeout(() => console.log('again'), 20);
    setTimeout(() => again.refresh(), 10);`);
  assert.strictEqual(r.code, 0);
  assert.deepStrictEqual(r.stdout.trim().split('\n').filter((l) => l !== 'never too'), ['true false', 'soon', 'again']);
  assert.ok(Date.now() - began < 5000);
})().then(mustCall());
