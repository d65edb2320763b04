'use strict';
// Optional chaining stops the whole chain, and calls keep their receiver.
const assert = require('assert');

const o = { a: { f() { return this.v; }, v: 7 }, n: null };
let evaluated = 0;
assert.strictEqual(o?.a?.v, 7);
assert.strictEqual(o.n?.b.c.d[evaluated++].e(), undefined);
assert.strictEqual(evaluated, 0);
assert.strictEqual(o.a?.f(), 7);
assert.strictEqual(o.a.f?.(), 7);
assert.strictEqual((o?.a).f(), 7);
assert.strictEqual((o?.a.f)(), 7);
assert.strictEqual(o.missing?.(), undefined);
assert.strictEqual(o?.['a']?.['v'], 7);
assert.strictEqual(delete o?.a?.v, true);
assert.strictEqual(o.a.v, undefined);
assert.strictEqual(delete o.n?.x, true);
assert.throws(() => o.a?.b.c, TypeError);
assert.throws(() => o.a.v.x?.y, TypeError);
assert.throws(() => eval('o?.a = 1'), SyntaxError);
assert.throws(() => eval('new o?.a()'), SyntaxError);
assert.strictEqual(eval('1?.5:2'), 0.5);
