'use strict';
// new.target tells how a function was called.
const assert = require('assert');

function F() { return new.target; }
assert.strictEqual(F(), undefined);
let seen;
class A { constructor() { seen = new.target; } }
class B extends A {}
new A();
assert.strictEqual(seen, A);
new B();
assert.strictEqual(seen, B);
Reflect.construct(A, [], B);
assert.strictEqual(seen, B);
assert.throws(() => A(), { name: 'TypeError', message: "Class constructor A cannot be invoked without 'new'" });
assert.throws(() => new (() => {})(), TypeError);
assert.throws(() => new ({ m() {} }).m(), TypeError);
function G() { return (() => new.target)(); }
assert.strictEqual(new G(), G);
assert.strictEqual(Reflect.construct(function() { this.t = new.target; }, [], A).t, A);
