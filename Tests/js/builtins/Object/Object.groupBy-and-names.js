'use strict';
// getOwnPropertyNames, getOwnPropertySymbols, __defineGetter__ and friends.
const assert = require('assert');

assert.deepStrictEqual(Object.getOwnPropertyNames('ab'), ['0', '1', 'length']);
assert.deepStrictEqual(Object.getOwnPropertyNames([1]), ['0', 'length']);
const o = {};
o.__defineGetter__('g', () => 5);
o.__defineSetter__('g', function(v) { this.v = v; });
o.g = 7;
assert.deepStrictEqual([o.g, o.v], [5, 7]);
assert.strictEqual(o.__lookupGetter__('g')(), 5);
assert.strictEqual(o.__lookupSetter__('none'), undefined);
assert.deepStrictEqual(Object.getOwnPropertySymbols({ [Symbol.iterator]: 1 }), [Symbol.iterator]);
