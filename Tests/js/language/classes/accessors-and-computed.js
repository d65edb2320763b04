'use strict';
// Computed and generator methods, accessors, and that class members are not enumerable.
const assert = require('assert');

const name = 'dyn';
class C {
  static [`${name}Static`]() { return 's'; }
  [`${name}Method`]() { return 'm'; }
  *[Symbol.iterator]() { yield 1; yield 2; }
  async later() { return 3; }
  get v() { return this._v ?? 'unset'; }
  set v(x) { this._v = x; }
}
const c = new C();
assert.strictEqual(C.dynStatic(), 's');
assert.strictEqual(c.dynMethod(), 'm');
assert.deepStrictEqual([...c], [1, 2]);
assert.ok(c.later() instanceof Promise);
assert.strictEqual(c.v, 'unset');
c.v = 4;
assert.strictEqual(c.v, 4);
assert.deepStrictEqual(Object.keys(C.prototype), []);
assert.strictEqual(typeof C, 'function');
assert.throws(() => { C = 1; void C; new (class D { m() { D = 1; } })().m(); }, TypeError);
