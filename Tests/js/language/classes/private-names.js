'use strict';
// Private fields, methods and accessors; brand checks; the same name in two classes is two names.
const assert = require('assert');

class A {
  #x = 1;
  #double() { return this.#x * 2; }
  get #half() { return this.#x / 2; }
  set #half(v) { this.#x = v * 2; }
  static #count = 0;
  static make() { A.#count++; return new A(); }
  static get made() { return A.#count; }
  static is(o) { return #x in o; }
  static read(o) { return o.#x; }
  change(v) { this.#half = v; this.#x++; return [this.#x, this.#double(), this.#half]; }
  write() { this.#double = 1; }
}
const a = A.make();
assert.deepStrictEqual(a.change(5), [11, 22, 5.5]);
assert.strictEqual(A.made, 1);
assert.strictEqual(A.is(a), true);
assert.strictEqual(A.is({}), false);
assert.throws(() => A.read({}), TypeError);
assert.throws(() => a.write(), TypeError);
assert.throws(() => A.is(1), TypeError);
assert.deepStrictEqual(Object.keys(a), []);
class B { #x = 'b'; static read(o) { return o.#x; } }
assert.throws(() => B.read(a), TypeError);
assert.throws(() => eval('class C { m() { this.#missing } }'), SyntaxError);
assert.throws(() => eval('class C { #a; #a; }'), SyntaxError);
