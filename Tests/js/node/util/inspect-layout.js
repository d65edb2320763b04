'use strict';
// Line breaking: six short entries, long entries, many numbers in columns, long strings, more items.
const assert = require('assert');

const { inspect } = require('util');
assert.strictEqual(inspect({ aaaaaaaaaaaaaaaaaaaa: 'bbbbbbbbbbbbbbbbbbbb', cccccccccccccccccccc: 'dddddddddddddddddddd' }), "{\n  aaaaaaaaaaaaaaaaaaaa: 'bbbbbbbbbbbbbbbbbbbb',\n  cccccccccccccccccccc: 'dddddddddddddddddddd'\n}");
assert.strictEqual(inspect(Array.from({ length: 10 }, (_, i) => i)), '[\n  0, 1, 2, 3, 4,\n  5, 6, 7, 8, 9\n]');
assert.strictEqual(inspect([1, 2, 3, 4, 5, 6]), '[ 1, 2, 3, 4, 5, 6 ]');
const many = inspect(new Array(150).fill('x'));
assert.ok(many.endsWith("'x', 'x', 'x', 'x',\n  ... 50 more items\n]"), many.slice(-60));
assert.strictEqual(inspect({ a: [{ b: 1 }, { c: [1, 2] }] }), '{ a: [ { b: 1 }, { c: [Array] } ] }');
assert.strictEqual(inspect('x'.repeat(20000)).endsWith("'... 10000 more characters"), true);
assert.strictEqual(inspect(['a\nb', 'c'.repeat(80)]), `[\n  'a\\nb',\n  '${'c'.repeat(80)}'\n]`);
assert.strictEqual(inspect(new Map([['k'.repeat(40), 'v'.repeat(40)]])), `Map(1) {\n  '${'k'.repeat(40)}' => '${'v'.repeat(40)}'\n}`);
