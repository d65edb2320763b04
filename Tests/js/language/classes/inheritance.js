'use strict';
// super calls and properties, derived constructors, and what they may return.
const assert = require('assert');

class A {
  constructor(x) { this.x = x; }
  describe() { return 'A' + this.x; }
  get tag() { return 'tag' + this.x; }
}
class B extends A {
  constructor(x) { super(x + 1); this.y = super.describe(); }
  describe() { return 'B' + super.describe() + super.tag; }
}
const b = new B(1);
assert.strictEqual(b.y, 'A2');
assert.strictEqual(b.describe(), 'BA2tag2');
assert.ok(b instanceof A && b instanceof B);
class Early extends A { constructor() { this.z = 1; super(); } }
assert.throws(() => new Early(), ReferenceError);
class Twice extends A { constructor() { super(); super(); } }
assert.throws(() => new Twice(), ReferenceError);
class Other extends A { constructor() { return { other: true }; } }
assert.strictEqual(new Other().other, true);
class Bad extends A { constructor() { return 1; } }
assert.throws(() => new Bad(), TypeError);
class Arrow extends A { constructor() { (() => super(5))(); } }
assert.strictEqual(new Arrow().x, 5);
assert.throws(() => { class C extends 5 {} }, TypeError);
class N extends null {}
assert.strictEqual(Object.getPrototypeOf(N.prototype), null);
