'use strict';
// util.inspect of maps, sets, typed arrays, buffers and iterators.
const assert = require('assert');

const { inspect } = require('util');
const cases = [
  [new Map([['a', 1], [{ k: 1 }, [2]]]), "Map(2) { 'a' => 1, { k: 1 } => [ 2 ] }"], [new Set([1, 'x']), "Set(2) { 1, 'x' }"], [new Map(), 'Map(0) {}'],
  [new Uint8Array([1, 2]), 'Uint8Array(2) [ 1, 2 ]'], [new Float32Array(1), 'Float32Array(1) [ 0 ]'], [Buffer.from('hi'), '<Buffer 68 69>'], [new WeakMap(), 'WeakMap { <items unknown> }'],
  [new Map([[1, 2]]).keys(), '[Map Iterator] { 1 }'], [new Set([5]).entries(), '[Set Entries] { [ 5, 5 ] }'], [[1][Symbol.iterator](), 'Object [Array Iterator] {}'], [(function*() {})(), 'Object [Generator] {}'],
  [new ArrayBuffer(2), 'ArrayBuffer { [Uint8Contents]: <00 00>, byteLength: 2 }'],
];
for (const [value, text] of cases) assert.strictEqual(inspect(value), text);
assert.ok(inspect(Math).startsWith('Object [Math] {'));
class M extends Map {}
assert.strictEqual(inspect(new M([[1, 2]])), 'M(1) [Map] { 1 => 2 }');
class L extends Array {}
assert.strictEqual(inspect(L.of(1, 2)), 'L(2) [ 1, 2 ]');
assert.strictEqual(inspect(new Proxy({ a: 1 }, {})), '{ a: 1 }');
