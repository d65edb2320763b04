'use strict';
// replace and replaceAll: patterns of the replacement, functions, special cases.
const assert = require('assert');

assert.strictEqual('aXbX'.replace('X', '-'), 'a-bX');
assert.strictEqual('aXbX'.replaceAll('X', '[$&]'), 'a[X]b[X]');
assert.strictEqual('abc'.replace('b', "$$ $` $' $1"), "a$ a c $1c");
assert.strictEqual('2020-05'.replace(/(\d+)-(?<m>\d+)/, '$2/$1 $<m> $3 $0'), '05/2020 05 $3 $0');
assert.strictEqual('aaa'.replace(/a/g, (m, i) => i), '012');
assert.strictEqual('x1y2'.replace(/([a-z])(?<d>\d)/g, (m, a, d, at, s, groups) => `${a}${at}${s.length}${groups.d};`), 'x041;y242;');
assert.strictEqual('abc'.replaceAll('', '-'), '-a-b-c-');
assert.throws(() => 'a'.replaceAll(/a/, ''), TypeError);
assert.strictEqual('aaa'.replaceAll('aa', 'b'), 'ba');
assert.strictEqual('a.b'.replace('.', () => '$&'), 'a$&b');
assert.strictEqual('abc'.replace(/(?:)/g, '-'), '-a-b-c-');
