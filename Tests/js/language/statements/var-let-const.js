'use strict';
// Redeclarations, assignments to constants, and what each kind permits.
const assert = require('assert');

for (const source of ['let a; let a;', 'const a = 1; var a;', 'let a; function a() {}', 'const a;', '{ function f() {} let f; }', 'let let = 1', 'for (let i, i;;);', 'function f(a) { let a; }']) {
  assert.throws(() => (0, eval)('"use strict"; ' + source), SyntaxError, source);
}
var v = 1;
var v;
assert.strictEqual(v, 1);
const k = { x: 1 };
k.x = 2;
assert.strictEqual(k.x, 2);
assert.throws(() => { k = 1; }, TypeError);
assert.throws(() => { k++; }, TypeError);
assert.throws(() => { for (const i = 0; i < 2; i++); }, TypeError);
let u;
assert.strictEqual(u, undefined);
{ let v = 2; assert.strictEqual(v, 2); }
