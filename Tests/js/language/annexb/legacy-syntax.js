// Annex B: what sloppy code may still say.
const assert = require('assert');

assert.strictEqual(010 + 09, 17);
assert.strictEqual('\101\0\x41', 'A\0A');
{ function inBlock() { return 1; } }
assert.strictEqual(inBlock(), 1);
assert.strictEqual(typeof later, 'undefined');
if (true) function later() {}
assert.strictEqual(typeof later, 'function');
label: function labelled() {}
assert.strictEqual(typeof labelled, 'function');
for (var i = 5 in {}) ;
assert.strictEqual(i, 5);
try { throw 1; } catch (e) { var e = 2; }
assert.strictEqual(e, undefined);
assert.deepStrictEqual(/\c/.source + /a{/.exec('a{')[0] + /]/.exec(']')[0], '\\ca{]');
assert.ok(/\8/.test('8') && /[\w-a]/.test('-') && /(?=a)*b/.test('b') && /\k<x>/.test('k<x>') && /\u{2}/.test('uu'));
const o = { __proto__: { inherited: 1 }, ['__proto__']: 2 };
assert.deepStrictEqual([o.inherited, Object.keys(o)], [1, ['__proto__']]);
assert.strictEqual({ __proto__() {} }.hasOwnProperty('__proto__'), true);
assert.strictEqual((function () { return typeof this; }).call(5), 'object');
assert.strictEqual((function (a, a) { return a; })(1, 2), 2);
switch (1) { case 1: function inSwitch() { return 's'; } }
assert.strictEqual(inSwitch(), 's');
assert.strictEqual((function f() { f = 1; return typeof f; })(), 'function');
undeclaredGlobal = 1;
assert.strictEqual(delete undeclaredGlobal, true);
