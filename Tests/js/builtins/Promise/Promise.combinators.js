'use strict';
// all, allSettled, any, race, withResolvers where present.
const assert = require('assert');
const { mustCall, sleep } = require('../../common');

(async () => {
  const later = (ms, v) => sleep(ms).then(() => v);
  const fail = (m) => Promise.reject(new Error(m));
  assert.deepStrictEqual(await Promise.all([later(10, 'a'), 'b', { then: (r) => r('c') }]), ['a', 'b', 'c']);
  assert.deepStrictEqual(await Promise.all([]), []);
  await assert.rejects(Promise.all([later(5), fail('first'), fail('second')]), /first/);
  const settled = await Promise.allSettled([1, fail('x')]);
  assert.deepStrictEqual(settled.map((s) => s.status), ['fulfilled', 'rejected']);
  assert.strictEqual(settled[1].reason.message, 'x');
  assert.strictEqual(await Promise.any([fail('x'), later(5, 'any'), later(50, 'late')]), 'any');
  await assert.rejects(Promise.any([fail('x'), fail('y')]), (e) => e instanceof AggregateError && e.message === 'All promises were rejected' && e.errors[1].message === 'y');
  assert.strictEqual(await Promise.race([later(30, 'slow'), later(2, 'fast')]), 'fast');
  await assert.rejects(Promise.all(5), TypeError);
})().then(mustCall());
