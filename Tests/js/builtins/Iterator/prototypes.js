'use strict';
// The shared prototypes of iterators.
const assert = require('assert');

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
assert.ok(IteratorPrototype.isPrototypeOf(new Map().keys()));
assert.ok(IteratorPrototype.isPrototypeOf(''[Symbol.iterator]()));
assert.ok(IteratorPrototype.isPrototypeOf((function*() {})()));
assert.ok(IteratorPrototype.isPrototypeOf('a'.matchAll(/a/g)));
const o = Object.create(IteratorPrototype);
assert.strictEqual(o[Symbol.iterator](), o);
const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf((async function*() {}).prototype));
const a = Object.create(AsyncIteratorPrototype);
assert.strictEqual(a[Symbol.asyncIterator](), a);
assert.throws(() => Object.getPrototypeOf([].values()).next.call({}), TypeError);
