'use strict';
// parse: values, escapes, revivers, and errors that say where.
const assert = require('assert');

assert.deepStrictEqual(JSON.parse(' {"a":[1,-2.5e3,true,null,"\\u00e9\\n\\/"],"":{}} '), { a: [1, -2500, true, null, 'é\n/'], '': {} });
assert.ok(Object.is(JSON.parse('-0'), -0));
assert.strictEqual(JSON.parse('"\u2028"'), '\u2028');
const o = JSON.parse('{"__proto__": 1, "b": 2, "b": 3}');
assert.ok(Object.hasOwn(o, '__proto__') && o.b === 3);
const order = [];
assert.deepStrictEqual(JSON.parse('{"a":1,"b":[2,3]}', function(k, v) { order.push(k); return typeof v === 'number' ? v * 2 : v; }), { a: 2, b: [4, 6] });
assert.deepStrictEqual(order, ['a', '0', '1', 'b', '']);
assert.deepStrictEqual(JSON.parse('{"a":1,"b":2}', (k, v) => (k === 'a' ? undefined : v)), { b: 2 });
for (const bad of ['', '{', '[1,]', '{"a":1,}', "'a'", '01', '1.', '+1', 'NaN', '"\n"', '"\\x"', 'nul', '[1 2]', '{a:1}', '1 2', '"\\ud', '.5', '\u00A01']) assert.throws(() => JSON.parse(bad), SyntaxError, bad);
assert.throws(() => JSON.parse(''), { message: 'Unexpected end of JSON input' });
assert.throws(() => JSON.parse('{"a":x}'), { message: `Unexpected token 'x', "{"a":x}" is not valid JSON` });
assert.throws(() => JSON.parse(undefined), { message: '"undefined" is not valid JSON' });
