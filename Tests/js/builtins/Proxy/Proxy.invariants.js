'use strict';
// Traps may not lie about what is fixed; revoked proxies refuse everything.
const assert = require('assert');

const fixed = Object.freeze({ a: 1 });
const lie = (trap, value) => new Proxy(fixed, { [trap]: () => value });
assert.throws(() => lie('get', 2).a, TypeError);
assert.throws(() => 'a' in lie('has', false), TypeError);
assert.throws(() => Object.keys(lie('ownKeys', [])), TypeError);
assert.throws(() => Object.keys(lie('ownKeys', ['a', 'b'])), TypeError);
assert.throws(() => delete lie('deleteProperty', true).a, TypeError);
assert.throws(() => Object.getPrototypeOf(lie('getPrototypeOf', {})), TypeError);
assert.throws(() => Object.isExtensible(lie('isExtensible', true)), TypeError);
assert.throws(() => { lie('set', true).a = 5; }, TypeError);
assert.throws(() => { new Proxy({}, { set: () => false }).a = 1; }, TypeError);
assert.throws(() => new (new Proxy(class {}, { construct: () => 1 }))(), TypeError);
const { proxy, revoke } = Proxy.revocable({}, {});
proxy.a = 1;
revoke();
assert.throws(() => proxy.a, { message: "Cannot perform 'get' on a proxy that has been revoked" });
assert.strictEqual(typeof proxy, 'object');
assert.throws(() => new Proxy({}, null), TypeError);
assert.throws(() => Proxy({}, {}), TypeError);
