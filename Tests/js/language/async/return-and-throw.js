'use strict';
// What async functions return: values, promises, rejections; try/catch/finally around await.
const assert = require('assert');
const { mustCall } = require('../../common');

async function value() { return 1; }
async function nested() { return value(); }
async function fails() { throw new RangeError('no'); }
async function handled() {
  try { await fails(); } catch (e) { return 'caught ' + e.message; } finally { await null; }
}
async function override() { try { return 1; } finally { return 2; } }
async function parameters(x = (() => { throw new Error('default'); })()) {}
(async () => {
  assert.strictEqual(await nested(), 1);
  assert.strictEqual(await handled(), 'caught no');
  assert.strictEqual(await override(), 2);
  await assert.rejects(fails(), RangeError);
  await assert.rejects(parameters(), /default/);
  const thenable = { then(resolve) { resolve('thenable'); } };
  assert.strictEqual(await thenable, 'thenable');
  assert.strictEqual(await (async () => await (await 5))(), 5);
})().then(mustCall());
