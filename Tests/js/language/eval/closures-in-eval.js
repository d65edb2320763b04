// Functions made by direct eval see the caller's variables and those that the same eval added, at any depth.
const assert = require('assert');
function parameter(x) { return eval('(() => x)')(); }
assert.strictEqual(parameter(3), 3);
function deep(x) { return eval('() => () => () => x++ + x')()()(); }
assert.strictEqual(deep(3), 7);
function throughWith(x) { with ({ y: 1 }) return eval('(() => () => x + y)')()(); }
assert.strictEqual(throughWith(3), 4);
function added() { eval('var a = 1; function f() { return () => ++a; }'); return [f()(), a]; }
assert.deepStrictEqual(added(), [2, 2]);
function twice() { eval('var a = 1'); eval('var b = () => a + 1'); return b(); }
assert.strictEqual(twice(), 2);
function nested(x) { return eval('(y => eval("(z => x + y + z)"))')(2)(3); }
assert.strictEqual(nested(1), 6);
class C { #p = 5; read() { return eval('() => () => this.#p')()(); } static make() { return eval('() => new this')(); } }
assert.strictEqual(C.make().read(), 5);
(function strict() { 'use strict'; let s = 1; assert.strictEqual(eval('var s2 = () => s + 1; s2')(), 2); })();
