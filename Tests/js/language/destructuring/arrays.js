'use strict';
// Array patterns: holes, defaults, rest, nesting, any iterable, and closing of the iterator.
const assert = require('assert');

const [a, , b = 5, [c, ...d] = [1], ...rest] = [1, 2, undefined, [3, 4, 5], 6, 7];
assert.deepStrictEqual([a, b, c, d, rest], [1, 5, 3, [4, 5], [6, 7]]);
const [x, y] = 'h\u{1F600}';
assert.deepStrictEqual([x, y], ['h', '\u{1F600}']);
let closed = 0;
const it = { [Symbol.iterator]() { return { next: () => ({ value: 1, done: false }), return() { closed++; return {}; } }; } };
const [p, q] = it;
assert.deepStrictEqual([p, q, closed], [1, 1, 1]);
assert.throws(() => { const [z] = {}; }, { name: 'TypeError', message: '{} is not iterable' });
assert.throws(() => { const [z] = undefined; }, TypeError);
let s = 1, t = 2;
[s, t] = [t, s];
assert.deepStrictEqual([s, t], [2, 1]);
const o = {};
[o.a, o['b'], ...o.c] = [1, 2, 3, 4];
assert.deepStrictEqual(o, { a: 1, b: 2, c: [3, 4] });
let evaluated = false;
const [u = (evaluated = true)] = [null];
assert.deepStrictEqual([u, evaluated], [null, false]);
