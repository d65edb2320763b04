'use strict';
// Public fields: order, this, computed names, no setter of a base class is called.
const assert = require('assert');

const order = [];
const note = (x) => { order.push(x); return x; };
class A {
  [note('k1')] = note('v1');
  [note('k2')] = note('v2');
  self = this;
  arrow = () => this.k1;
  bare;
  'quoted name' = 1;
  42 = 'number';
}
assert.deepStrictEqual(order, ['k1', 'k2']);
const a = new A();
assert.deepStrictEqual(order, ['k1', 'k2', 'v1', 'v2']);
assert.strictEqual(a.self, a);
assert.strictEqual(a.arrow.call(null), 'v1');
assert.ok(Object.hasOwn(a, 'bare') && a.bare === undefined);
assert.strictEqual(a['quoted name'], 1);
assert.strictEqual(a[42], 'number');
class Base { set x(v) { throw new Error('setter called'); } }
class Derived extends Base { x = 1; }
assert.strictEqual(Object.getOwnPropertyDescriptor(new Derived(), 'x').value, 1);
