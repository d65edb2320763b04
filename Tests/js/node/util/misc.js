'use strict';
// promisify, callbackify, inherits, isDeepStrictEqual, types, deprecate.
const assert = require('assert');
const { mustCall } = require('../../common');

const util = require('util');
(async () => {
  const slow = (a, b, cb) => setImmediate(cb, null, a + b);
  assert.strictEqual(await util.promisify(slow)(1, 2), 3);
  await assert.rejects(util.promisify((cb) => cb(new Error('cb')))(), /cb/);
  const custom = () => {};
  custom[util.promisify.custom] = async () => 'custom';
  assert.strictEqual(await util.promisify(custom)(), 'custom');
  util.callbackify(async (x) => x * 2)(4, mustCall((err, v) => assert.deepStrictEqual([err, v], [null, 8])));
  function A() {}
  function B() {}
  util.inherits(B, A);
  assert.ok(new B() instanceof A && B.super_ === A);
  assert.ok(util.isDeepStrictEqual({ a: [1, new Set([{ b: 1 }])] }, { a: [1, new Set([{ b: 1 }])] }));
  assert.ok(!util.isDeepStrictEqual([0], [-0]) && !util.isDeepStrictEqual({ a: undefined }, {}));
  assert.ok(util.types.isPromise(Promise.resolve()) && util.types.isRegExp(/x/) && util.types.isDate(new Date()) && !util.types.isMap({}));
  assert.strictEqual(util.stripVTControlCharacters('\x1b[31mred\x1b[0m'), 'red');
  assert.deepStrictEqual(util.parseArgs({ args: ['-f', '--bar', 'b'], options: { f: { type: 'boolean', short: 'f' }, bar: { type: 'string' } } }).values, Object.assign(Object.create(null), { f: true, bar: 'b' }));
})().then(mustCall());
