'use strict';
// exec: groups, named groups, indices, lastIndex with g and y.
const assert = require('assert');

const re = /(\d)(x)?(?<last>\w)/dg;
const m = re.exec('__1b');
assert.deepStrictEqual([...m], ['1b', '1', undefined, 'b']);
assert.deepStrictEqual([m.index, m.input, m.groups.last, re.lastIndex], [2, '__1b', 'b', 4]);
assert.deepStrictEqual(m.indices[0], [2, 4]);
assert.deepStrictEqual(m.indices.groups.last, [3, 4]);
assert.strictEqual(re.exec('__1b'), null);
assert.strictEqual(re.lastIndex, 0);
const y = /a/y;
assert.strictEqual(y.test('ba'), false);
y.lastIndex = 1;
assert.strictEqual(y.test('ba'), true);
assert.strictEqual(y.lastIndex, 2);
const u = /\u{1F600}/gu;
u.lastIndex = 0;
assert.strictEqual(u.exec('x\u{1F600}').index, 1);
assert.strictEqual(/(?:)/.exec('abc').index, 0);
assert.strictEqual(/x/.exec('abc'), null);
assert.strictEqual(/undefined/.test(), true);
assert.strictEqual(Object.getPrototypeOf(m.groups), null);
