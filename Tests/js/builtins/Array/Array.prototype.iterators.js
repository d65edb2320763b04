'use strict';
// keys, values, entries and the default iterator.
const assert = require('assert');

const a = ['a', , 'c'];
assert.deepStrictEqual([...a.keys()], [0, 1, 2]);
assert.deepStrictEqual([...a.entries()][1], [1, undefined]);
assert.strictEqual(a[Symbol.iterator], a.values);
const it = a.values();
assert.strictEqual(it[Symbol.iterator](), it);
assert.strictEqual(Object.prototype.toString.call(it), '[object Array Iterator]');
[...it];
a.push('late');
assert.deepStrictEqual(it.next(), { value: undefined, done: true });
assert.deepStrictEqual(Object.keys(Array.prototype[Symbol.unscopables]).includes('flat'), true);
