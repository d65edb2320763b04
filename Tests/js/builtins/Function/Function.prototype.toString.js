'use strict';
// The source text of functions as it was written, and of those made from text or by the engine.
const assert = require('assert');

function  plain ( a , b ) { /* inside */ return a }
assert.strictEqual(plain.toString(), 'function  plain ( a , b ) { /* inside */ return a }');
const o = { async  *  [`m${1}`] ( ) { }, get   x() { return 1 }, 'quoted' () {} };
assert.strictEqual(o.m1.toString(), 'async  *  [`m${1}`] ( ) { }');
assert.strictEqual(Object.getOwnPropertyDescriptor(o, 'x').get.toString(), 'get   x() { return 1 }');
assert.strictEqual(o.quoted.toString(), "'quoted' () {}");
class  A extends Object { static  s ( ) { } #p() { } static get() { return this.s; } }
assert.strictEqual(A.toString(), 'class  A extends Object { static  s ( ) { } #p() { } static get() { return this.s; } }');
assert.strictEqual(A.s.toString(), 's ( ) { }');
assert.strictEqual((async  x =>  x).toString(), 'async  x =>  x');
assert.strictEqual(new Function('a', 'b', 'return a').toString(), 'function anonymous(a,b\n) {\nreturn a\n}');
assert.strictEqual(Math.max.toString(), 'function max() { [native code] }');
assert.match((() => {}).bind().toString(), /^function .*\{ \[native code\] \}$/);
assert.match(new Proxy(plain, {}).toString(), /\[native code\]/);
assert.throws(() => Function.prototype.toString.call({}), TypeError);
