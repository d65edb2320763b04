'use strict';
// A function's text is exactly what was written.
const assert = require('assert');

function /* a */ f ( x,y ) { return x /* b */ }
assert.strictEqual(f.toString(), 'function /* a */ f ( x,y ) { return x /* b */ }');
assert.strictEqual(String((a) =>  a + 1), '(a) =>  a + 1');
const o = { async  *m () {}, get  g() { return 1 }, ['k']( ) {} };
assert.strictEqual(String(o.m), 'async  *m () {}');
assert.strictEqual(String(Object.getOwnPropertyDescriptor(o, 'g').get), 'get  g() { return 1 }');
assert.strictEqual(String(o.k), "['k']( ) {}");
class  C { static  s(){} }
assert.strictEqual(String(C), 'class  C { static  s(){} }');
assert.strictEqual(String(C.s), 's(){}');
assert.strictEqual(String(Math.max), 'function max() { [native code] }');
assert.strictEqual(String(f.bind()), 'function () { [native code] }');
