'use strict';
// match, matchAll and search.
const assert = require('assert');

assert.deepStrictEqual('a1b22'.match(/\d+/g), ['1', '22']);
assert.strictEqual('abc'.match(/\d/g), null);
const m = 'key=val'.match(/(?<k>\w+)=(?<v>\w+)/);
assert.deepStrictEqual([m.index, m.input, m.groups.k, m.groups.v, m.length], [0, 'key=val', 'key', 'val', 3]);
assert.deepStrictEqual([...'a1b2'.matchAll(/([a-z])(\d)/g)].map((x) => [x[1], x[2], x.index]), [['a', '1', 0], ['b', '2', 2]]);
assert.throws(() => 'a'.matchAll(/a/), TypeError);
assert.strictEqual('abc'.search(/c/g), 2);
assert.strictEqual('a.c'.match('.')[0], 'a');
assert.deepStrictEqual('aaa'.match(/(?:)/g), ['', '', '', '']);
