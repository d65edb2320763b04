'use strict';
// stringify: what is left out, toJSON, replacers, indentation, escapes, cycles.
const assert = require('assert');

assert.strictEqual(JSON.stringify({ a: undefined, b: () => 1, c: Symbol(), d: NaN, e: new Date(0), f: [undefined, () => 1], g: -0, h: Infinity }), '{"d":null,"e":"1970-01-01T00:00:00.000Z","f":[null,null],"g":0,"h":null}');
assert.strictEqual(JSON.stringify('\u2028"\\\b\x01\uD800'), '"\u2028\\"\\\\\\b\\u0001\\ud800"');
assert.strictEqual(JSON.stringify(undefined), undefined);
assert.strictEqual(JSON.stringify({ toJSON(k) { return 'key:' + k; } }), '"key:"');
assert.strictEqual(JSON.stringify({ a: 1, b: { a: 2, c: 3 } }, ['a', 'b']), '{"a":1,"b":{"a":2}}');
assert.strictEqual(JSON.stringify({ a: 1, b: 'x' }, (k, v) => (typeof v === 'string' ? undefined : v)), '{"a":1}');
assert.strictEqual(JSON.stringify([1, { a: [] }], null, 2), '[\n  1,\n  {\n    "a": []\n  }\n]');
assert.strictEqual(JSON.stringify({ a: 1 }, null, '--'), '{\n--"a": 1\n}');
assert.strictEqual(JSON.stringify([new Number(1), new String('s'), new Boolean(false)]), '[1,"s",false]');
const cycle = { name: 'x' };
cycle.self = cycle;
assert.throws(() => JSON.stringify(cycle), (e) => e instanceof TypeError && e.message.startsWith('Converting circular structure to JSON'));
assert.strictEqual(JSON.stringify({ [Symbol('s')]: 1, x: 2 }), '{"x":2}');
assert.strictEqual(JSON.stringify(new Map([[1, 2]])), '{}');
assert.strictEqual(JSON.stringify(Object.create({ inherited: 1 }, { hidden: { value: 1 } })), '{}');
assert.strictEqual(JSON.stringify({ a: 1 }, null, 20).indexOf('"'), 12);
