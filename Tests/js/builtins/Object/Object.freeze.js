'use strict';
// freeze, seal, preventExtensions and their tests.
const assert = require('assert');

const o = { a: 1, n: { b: 1 } };
Object.freeze(o);
assert.throws(() => { o.a = 2; }, TypeError);
assert.throws(() => { o.c = 2; }, TypeError);
assert.throws(() => { delete o.a; }, TypeError);
o.n.b = 2;
assert.ok(Object.isFrozen(o) && Object.isSealed(o) && !Object.isExtensible(o));
const s = Object.seal({ a: 1 });
s.a = 2;
assert.throws(() => { delete s.a; }, TypeError);
assert.ok(Object.isSealed(s) && !Object.isFrozen(s));
const p = Object.preventExtensions({});
assert.ok(Object.isFrozen(p));
assert.throws(() => Object.setPrototypeOf(p, {}), TypeError);
assert.strictEqual(Object.freeze(5), 5);
assert.strictEqual(Object.isFrozen('x'), true);
assert.throws(() => Object.freeze(new Uint8Array(1)), TypeError);
const arr = Object.freeze([1, 2]);
assert.throws(() => { arr[0] = 2; }, TypeError);
assert.throws(() => { arr.length = 0; }, TypeError);
