'use strict';
// finally passes values through, waits, and can turn success into failure.
const assert = require('assert');
const { mustCall } = require('../../common');

(async () => {
  assert.strictEqual(await Promise.resolve(1).finally((...a) => a.length), 1);
  await assert.rejects(Promise.reject(new Error('keep')).finally(() => 5), /keep/);
  await assert.rejects(Promise.resolve(1).finally(() => { throw new Error('new'); }), /new/);
  const log = [];
  await Promise.resolve().finally(() => new Promise((r) => setTimeout(() => { log.push('waited'); r(); }, 5))).then(() => log.push('then'));
  assert.deepStrictEqual(log, ['waited', 'then']);
})().then(mustCall());
