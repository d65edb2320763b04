'use strict';
// Set: uniqueness, order, iteration, construction.
const assert = require('assert');

const s = new Set('hello');
assert.deepStrictEqual([...s], ['h', 'e', 'l', 'o']);
assert.strictEqual(s.add('h'), s);
assert.strictEqual(s.size, 4);
assert.deepStrictEqual([...s.entries()][0], ['h', 'h']);
assert.strictEqual(Set.prototype.keys, Set.prototype.values);
assert.strictEqual(Set.prototype[Symbol.iterator], Set.prototype.values);
s.delete('h');
s.add('h');
assert.deepStrictEqual([...s].join(''), 'eloh');
assert.strictEqual(new Set([NaN, NaN, 0, -0, '0']).size, 3);
assert.strictEqual(new Set(null).size, 0);
class Odd extends Set { add(v) { return v % 2 ? super.add(v) : this; } }
assert.deepStrictEqual([...new Odd([1, 2, 3])], [1, 3]);
