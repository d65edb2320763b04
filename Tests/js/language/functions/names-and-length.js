'use strict';
// The name and length of functions, in the places where the language gives them.
const assert = require('assert');

const f = function() {};
const o = { m() {}, ['c' + 1]: () => {}, get g() { return 1; }, p: function() {}, [Symbol('s')]() {} };
class C { static s() {} #p() {} static n = () => {}; }
assert.strictEqual(f.name, 'f');
assert.strictEqual(o.m.name, 'm');
assert.strictEqual(o.c1.name, 'c1');
assert.strictEqual(o.p.name, 'p');
assert.strictEqual(o[Object.getOwnPropertySymbols(o)[0]].name, '[s]');
assert.strictEqual(Object.getOwnPropertyDescriptor(o, 'g').get.name, 'get g');
assert.strictEqual(C.s.name, 's');
assert.strictEqual(C.n.name, 'n');
assert.strictEqual((() => {}).name, '');
assert.strictEqual(f.bind().name, 'bound f');
const [d = () => {}] = [];
assert.strictEqual(d.name, 'd');
assert.strictEqual(((a, b, ...c) => 0).length, 2);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(f, 'name'), { value: 'f', writable: false, enumerable: false, configurable: true });
