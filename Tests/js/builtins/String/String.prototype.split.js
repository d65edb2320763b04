'use strict';
// split: strings, regular expressions with groups, limits, empty cases.
const assert = require('assert');

assert.deepStrictEqual('a,b,,c'.split(','), ['a', 'b', '', 'c']);
assert.deepStrictEqual('abc'.split(''), ['a', 'b', 'c']);
assert.deepStrictEqual('abc'.split(), ['abc']);
assert.deepStrictEqual(''.split(''), []);
assert.deepStrictEqual(''.split(','), ['']);
assert.deepStrictEqual('a1b2c'.split(/(\d)/), ['a', '1', 'b', '2', 'c']);
assert.deepStrictEqual('a-b-c'.split('-', 2), ['a', 'b']);
assert.deepStrictEqual('ab'.split(/(?:)/u), ['a', 'b']);
assert.deepStrictEqual('a<b>c</b>'.split(/<(\/)?([^<>]+)>/), ['a', undefined, 'b', 'c', '/', 'b', '']);
assert.deepStrictEqual('x'.split('x', 0), []);
