'use strict';
// querystring: parse, stringify, escapes.
const assert = require('assert');

const qs = require('querystring');
assert.deepStrictEqual({ ...qs.parse('a=1&b=2&a=3&c=%20x+y&=e&d') }, { a: ['1', '3'], b: '2', c: ' x y', '': 'e', d: '' });
assert.strictEqual(qs.stringify({ a: [1, 'b'], c: 'ä &', d: undefined, e: true }), 'a=1&a=b&c=%C3%A4%20%26&d=&e=true');
assert.deepStrictEqual({ ...qs.parse('a:1;b:2', ';', ':') }, { a: '1', b: '2' });
assert.strictEqual(qs.unescape('%zz%41'), '%zzA');
