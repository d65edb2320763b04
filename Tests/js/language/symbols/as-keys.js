'use strict';
// Symbols as keys: hidden from names, listed by their own function, order of all keys.
const assert = require('assert');

const s = Symbol('s');
const o = { [s]: 1, b: 2, 1: 3, [Symbol.for('f')]: 4 };
assert.deepStrictEqual(Object.keys(o), ['1', 'b']);
assert.deepStrictEqual(Object.getOwnPropertySymbols(o), [s, Symbol.for('f')]);
assert.deepStrictEqual(Reflect.ownKeys(o), ['1', 'b', s, Symbol.for('f')]);
assert.strictEqual(JSON.stringify(o), '{"1":3,"b":2}');
assert.ok(s in o && delete o[s] && !(s in o));
assert.strictEqual(Object(s) == s, true);
assert.strictEqual({ [Object(s)]: 5 }[s], 5);
