'use strict';
// The keys that a proxy or a changing object lists belong to no object: they stay alive while code of the program runs between them.
const assert = require('assert');

let serial = 0;
// Collects, and takes the memory of keys that died for others.
function churn() {
  if (!process.env.SWJS_GC_STRESS) for (let i = 0; i < 40; i++) new Array(10000).fill(i + 0.5);
  for (let i = 0; i < 200; i++) ({})[`other key ${serial++}`];
}
const names = (prefix) => Array.from({ length: 20 }, (_, i) => `${prefix} ${serial} ${i}`);
function listing(prefix, extra = {}) {
  return new Proxy({}, {
    ownKeys: () => names(prefix),
    getOwnPropertyDescriptor(target, key) {
      churn();
      return { value: String(key).split(' ')[2], enumerable: true, configurable: true, writable: true };
    },
    get: (target, key) => String(key).split(' ')[2],
    ...extra,
  });
}
const numbers = Array.from({ length: 20 }, (_, i) => String(i));

assert.deepStrictEqual(Object.values({ ...listing('spread') }), numbers);
const { [`computed ${serial}`]: none, ...rest } = listing('rest');
assert.deepStrictEqual(Object.values(rest), numbers);
assert.strictEqual(none, undefined);

const seen = [];
for (const key in listing('in', { has: () => true })) seen.push(key.split(' ')[2]);
assert.deepStrictEqual(seen, numbers);
// Inherited from a proxy, beside keys of its own.
const own = Object.create(listing('inherited', { has: () => true }));
for (let i = 0; i < 5; i++) own[`own ${i}`] = i;
seen.length = 0;
for (const key in own) seen.push(key.split(' ').pop());
assert.deepStrictEqual(seen, ['0', '1', '2', '3', '4', ...numbers]);

for (const method of [Object.values, (o) => Object.entries(o).map((e) => e[1]), (o) => Object.values(Object.assign({}, o)),
                      (o) => Object.values(JSON.parse(JSON.stringify(o)))]) {
  assert.deepStrictEqual(method(listing('method')), numbers);
}

// A getter that removes the properties behind it.
const changing = {};
for (let i = 0; i < 10; i++) {
  Object.defineProperty(changing, `changing ${i}`, {
    enumerable: true, configurable: true,
    get() {
      for (let k = i + 1; k < 8; k++) delete changing[`changing ${k}`];
      churn();
      return i;
    },
  });
}
assert.deepStrictEqual(Object.values({ ...changing }), [0, 8, 9]);

const util = require('util');
assert.match(util.inspect(listing('shown'), { showProxy: false }), /^\{/);
