'use strict';
// util.inspect of functions, classes, errors, dates, regular expressions, promises.
const assert = require('assert');

const { inspect } = require('util');
const anonymous = (() => () => {})();
class A {}
class B extends A {}
assert.strictEqual(inspect(function named() {}), '[Function: named]');
assert.strictEqual(inspect(anonymous), '[Function (anonymous)]');
assert.strictEqual(inspect(A), '[class A]');
assert.strictEqual(inspect(B), '[class B extends A]');
assert.strictEqual(inspect(async () => {}), '[AsyncFunction (anonymous)]');
assert.strictEqual(inspect(function* g() {}), '[GeneratorFunction: g]');
assert.strictEqual(inspect(Object.assign(function f() {}, { p: 1 })), '[Function: f] { p: 1 }');
assert.strictEqual(inspect(new Date(0)), '1970-01-01T00:00:00.000Z');
assert.strictEqual(inspect(new Date(NaN)), 'Invalid Date');
assert.strictEqual(inspect(/a\/b/gi), '/a\\/b/gi');
assert.strictEqual(inspect(Promise.resolve(1)), 'Promise { 1 }');
assert.strictEqual(inspect(new Promise(() => {})), 'Promise { <pending> }');
const e = new TypeError('msg');
assert.strictEqual(inspect(e), e.stack);
assert.ok(inspect({ e }).startsWith('{\n  e: TypeError: msg\n      at '));
const coded = Object.assign(new Error('c'), { code: 'E_X' });
assert.ok(inspect(coded).endsWith("{\n  code: 'E_X'\n}"), inspect(coded));
const bare = new Error('nostack');
bare.stack = undefined;
assert.ok(inspect(bare).includes('[Error: nostack]'), inspect(bare));
assert.ok(inspect(new Error('outer', { cause: new Error('inner') })).includes('[cause]: Error: inner'));
