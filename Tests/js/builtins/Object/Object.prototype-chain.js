'use strict';
// create, getPrototypeOf, setPrototypeOf, __proto__, isPrototypeOf; cycles are refused.
const assert = require('assert');

const base = { hi: 'base' };
const o = Object.create(base, { own: { value: 1, enumerable: true } });
assert.strictEqual(o.hi, 'base');
assert.strictEqual(Object.getPrototypeOf(o), base);
assert.ok(base.isPrototypeOf(o) && !o.isPrototypeOf(base));
assert.throws(() => Object.setPrototypeOf(base, o), { name: 'TypeError', message: 'Cyclic __proto__ value' });
o.__proto__ = { hi: 'new' };
assert.strictEqual(o.hi, 'new');
o.__proto__ = 5;
assert.strictEqual(o.hi, 'new');
const bare = Object.create(null);
assert.strictEqual(bare.__proto__, undefined);
assert.strictEqual(Object.getPrototypeOf('x'), String.prototype);
assert.throws(() => Object.create(), TypeError);
const shared = { m: 1 };
const users = [1, 2, 3].map(() => Object.create(shared));
const read = () => users.map((u) => u.m).join();
assert.strictEqual(read(), '1,1,1');
shared.m = 2;
assert.strictEqual(read(), '2,2,2');
users[1].m = 'own';
assert.strictEqual(read(), '2,own,2');
