'use strict';
// Static methods, fields, blocks and inheritance of the constructor itself.
const assert = require('assert');

const order = [];
class A {
  static x = (order.push('x'), 1);
  static { order.push('block'); this.y = this.x + 1; }
  static z = (order.push('z'), this.y + 1);
  static who() { return this.name; }
}
assert.deepStrictEqual(order, ['x', 'block', 'z']);
assert.deepStrictEqual([A.x, A.y, A.z], [1, 2, 3]);
class B extends A { static who() { return 'B:' + super.who(); } }
assert.strictEqual(B.who(), 'B:B');
assert.strictEqual(B.z, 3);
assert.strictEqual(Object.hasOwn(B, 'z'), false);
assert.strictEqual(Object.getPrototypeOf(B), A);
assert.throws(() => eval('class C { static prototype() {} }'), SyntaxError);
