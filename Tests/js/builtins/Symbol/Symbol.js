'use strict';
// Symbols: identity, description, the registry, conversions that are refused.
const assert = require('assert');

assert.notStrictEqual(Symbol('a'), Symbol('a'));
assert.strictEqual(Symbol.for('k'), Symbol.for('k'));
assert.strictEqual(Symbol.keyFor(Symbol.for('k')), 'k');
assert.strictEqual(Symbol.keyFor(Symbol('k')), undefined);
assert.strictEqual(Symbol('d').description, 'd');
assert.strictEqual(Symbol().description, undefined);
assert.strictEqual(Symbol('d').toString(), 'Symbol(d)');
assert.throws(() => new Symbol(), { message: 'Symbol is not a constructor' });
assert.throws(() => `${Symbol()}`, TypeError);
assert.throws(() => Symbol() + 1, TypeError);
assert.throws(() => Symbol.keyFor('x'), TypeError);
assert.ok(Symbol() ? true : false);
assert.strictEqual(Object(Symbol.iterator).valueOf(), Symbol.iterator);
assert.strictEqual(Symbol.prototype[Symbol.toStringTag], 'Symbol');
assert.strictEqual(Symbol.asyncIterator.description, 'Symbol.asyncIterator');
