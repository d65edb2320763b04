// super[key]: the prototype to start from is taken before the key is converted, and the key is converted once.
const assert = require('assert');
const first = { p: 'first', n: 1 }, second = { p: 'second', n: 10 };
let conversions = 0;
const key = (name) => ({ toString() { conversions++; Object.setPrototypeOf(object, second); return name; } });
const object = {
  __proto__: first,
  read(k) { return super[k]; },
  add(k) { return super[k] += 1; },
  step(k) { return super[k]++; },
  callIt(k) { return super[k](); },
};
assert.strictEqual(object.read(key('p')), 'first');
Object.setPrototypeOf(object, first);
assert.strictEqual(object.add(key('n')), 2);
Object.setPrototypeOf(object, first);
assert.strictEqual(object.step(key('n')), 1);
assert.strictEqual(object.n, 2);
assert.strictEqual(conversions, 3);
const orphan = { __proto__: null, read(k) { return super[k]; }, write(k) { super[k] = 1; } };
assert.throws(() => orphan.read({ toString() { throw new Error('not converted'); } }), TypeError);
assert.throws(() => orphan.write({ toString() { throw new Error('not converted'); } }), TypeError);
assert.throws(() => orphan.read('x'), { name: 'TypeError', message: "Cannot read properties of null (reading 'x')" });
