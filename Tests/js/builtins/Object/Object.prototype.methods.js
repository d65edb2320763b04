'use strict';
// hasOwnProperty, propertyIsEnumerable, toString, valueOf, toLocaleString, is, hasOwn.
const assert = require('assert');

const tag = (v) => Object.prototype.toString.call(v);
assert.deepStrictEqual([undefined, null, 1, 's', true, [], () => {}, /x/, new Date(), new Error()].map(tag),
  ['Undefined', 'Null', 'Number', 'String', 'Boolean', 'Array', 'Function', 'RegExp', 'Date', 'Error'].map((n) => `[object ${n}]`));
assert.deepStrictEqual([new Map(), Promise.resolve(), Symbol(), 1n, JSON, Math, new ArrayBuffer(1)].map(tag),
  ['Map', 'Promise', 'Symbol', 'BigInt', 'JSON', 'Math', 'ArrayBuffer'].map((n) => `[object ${n}]`));
const o = { a: 1 };
assert.ok(o.hasOwnProperty('a') && !o.hasOwnProperty('toString') && Object.hasOwn(o, 'a'));
assert.ok('x'.hasOwnProperty('length') && 'x'.hasOwnProperty(0) && !'x'.propertyIsEnumerable('length'));
assert.ok(Object.is(NaN, NaN) && !Object.is(0, -0));
assert.strictEqual(o.valueOf(), o);
assert.strictEqual(String(o), '[object Object]');
