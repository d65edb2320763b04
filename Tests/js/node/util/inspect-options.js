'use strict';
// Options: depth, compact, breakLength, colors, sorted, showHidden, custom.
const assert = require('assert');

const util = require('util');
const { inspect } = util;
const deep = { a: { b: { c: { d: { e: 1 } } } } };
assert.strictEqual(inspect(deep, { depth: 0 }), '{ a: [Object] }');
assert.strictEqual(inspect(deep, { depth: null, breakLength: Infinity, compact: true }), '{ a: { b: { c: { d: { e: 1 } } } } }');
assert.strictEqual(inspect({ a: 1, b: [2] }, { compact: false }), '{\n  a: 1,\n  b: [\n    2\n  ]\n}');
assert.strictEqual(inspect({ b: 1, a: 2 }, { sorted: true }), '{ a: 2, b: 1 }');
assert.strictEqual(inspect([1], { showHidden: true }), '[ 1, [length]: 1 ]');
assert.strictEqual(inspect({ a: 1, s: 'x' }, { colors: true }), "{ a: \x1b[33m1\x1b[39m, s: \x1b[32m'x'\x1b[39m }");
assert.strictEqual(inspect({ [inspect.custom]: (depth, options) => `custom ${depth} ${typeof options.stylize}` }), 'custom 2 function');
assert.strictEqual(inspect({ nested: { [inspect.custom]() { return { replaced: true }; } } }), '{ nested: { replaced: true } }');
assert.strictEqual(inspect([1, 2, 3, 4], { maxArrayLength: 2 }), '[ 1, 2, ... 2 more items ]');
assert.strictEqual(inspect({ get a() { return 5; } }, { getters: true }), '{ a: [Getter: 5] }');
