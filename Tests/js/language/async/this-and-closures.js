'use strict';
// await keeps this, arguments, block variables and the operand stack.
const assert = require('assert');
const { mustCall } = require('../../common');

const wait = (x) => new Promise((resolve) => setImmediate(resolve, x));
class C {
  v = 10;
  async sum(a, b) {
    let out = [];
    for (let i = 0; i < 3; i++) { await null; out.push(() => i); }
    return [this.v + await wait(a) * await wait(b), arguments.length, out.map((f) => f()).join('')];
  }
  arrow = async () => this.v;
}
(async () => {
  const c = new C();
  assert.deepStrictEqual(await c.sum(2, 3), [16, 2, '012']);
  assert.strictEqual(await c.arrow.call(null), 10);
  const o = { a: await wait(1), ['k' + await wait(2)]: [await wait(3), ...await wait([4])] };
  assert.deepStrictEqual(o, { a: 1, k2: [3, 4] });
  let n = 1;
  const add = async () => { n += await wait(1); };
  await Promise.all([add(), add()]);
  assert.strictEqual(n, 2);
})().then(mustCall());
