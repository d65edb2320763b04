'use strict';
// Static blocks, private methods and accessors, `#x in`, brands, and what is refused.
const assert = require('assert');

let steps = [];
class A {
  static #count = (steps.push('field'), 0);
  static { steps.push('block'); A.#count++; this.seen = A.#count; }
  static total = (steps.push('second'), this.#count + 1);
  #value = 1;
  get #both() { return this.#value; }
  set #both(v) { this.#value = v * 2; }
  #method() { return this.#both; }
  static has(o) { return #value in o && #method in o; }
  run(v) { this.#both = v; this.#both += 1; return this.#method(); }
  writeMethod() { this.#method = 1; }
  static read(o) { return o.#value; }
  static optional(o) { return o?.#value; }
}
assert.deepStrictEqual([steps, A.seen, A.total], [['field', 'block', 'second'], 1, 2]);
const a = new A();
assert.strictEqual(a.run(3), 14);
assert.deepStrictEqual([A.has(a), A.has({}), A.optional(undefined)], [true, false, undefined]);
assert.throws(() => A.has(1), TypeError);
assert.throws(() => a.writeMethod(), TypeError);
assert.throws(() => A.read({}), TypeError);
assert.throws(() => A.read(new Proxy(a, {})), TypeError);
class Stamp extends class { constructor(o) { return o; } } { #x = 1; static of(o) { return o.#x; } }
const plain = Object.freeze({});
new Stamp(plain);
assert.strictEqual(Stamp.of(plain), 1);
assert.throws(() => new Stamp(plain), TypeError);
assert.notStrictEqual(...[1, 2].map(() => class { static #p() {} static get() { return this.#p; } }.get()));
for (const text of ['class X { #a; #a }', 'class X { m() { delete this.#a } #a }', 'class X { #constructor }', 'this.#a', 'class X { static { await } }',
  'class X { static { return } }', 'class X { static { arguments } }', 'class X { x = arguments }', 'class X { constructor() {} constructor() {} }']) {
  assert.throws(() => (0, eval)(text), SyntaxError, text);
}
