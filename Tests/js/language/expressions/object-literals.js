'use strict';
// Shorthands, computed keys, __proto__, duplicate keys, order of keys, methods with super.
const assert = require('assert');

const x = 1;
const proto = { hello() { return 'proto'; } };
const o = { x, 'quoted': 2, 3: 'n', [`c${x}`]: 4, __proto__: proto, hello() { return 'own ' + super.hello(); }, async *g() {} };
assert.strictEqual(o.hello(), 'own proto');
assert.strictEqual(Object.getPrototypeOf(o), proto);
assert.deepStrictEqual(Object.keys(o), ['3', 'x', 'quoted', 'c1', 'hello', 'g']);
assert.ok(Object.hasOwn({ ['__proto__']: 1 }, '__proto__'));
const __proto__ = 5;
assert.ok(Object.hasOwn({ __proto__ }, '__proto__'));
assert.deepStrictEqual(Object.keys({ b: 1, a: 2, b: 3 }), ['b', 'a']);
assert.throws(() => eval('({ __proto__: 1, __proto__: 2 })'), SyntaxError);
assert.deepStrictEqual(Object.keys({ 10: 1, 9: 1, '-1': 1, '01': 1, 1: 1 }), ['1', '9', '10', '-1', '01']);
assert.deepStrictEqual({ if: 1, class: 2, get: 3, set: 4, async: 5, await: 6, static: 7 }.class, 2);
