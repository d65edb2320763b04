'use strict';
// Map: keys by SameValueZero, order, changes during iteration, construction.
const assert = require('assert');

const o = {};
const m = new Map([[NaN, 'nan'], [0, 'zero'], ['0', 'string'], [o, 'object'], [undefined, 'undef']]);
assert.strictEqual(m.get(NaN), 'nan');
assert.strictEqual(m.get(-0), 'zero');
assert.strictEqual(m.get({}), undefined);
assert.strictEqual(m.has(undefined), true);
assert.strictEqual(m.size, 5);
assert.ok(m.delete(0) && !m.delete(0));
assert.strictEqual(m.set(0, 'again'), m);
assert.deepStrictEqual([...m.values()].pop(), 'again');
const log = [];
m.forEach(function(v, k, map) { log.push(v); assert.ok(map === m && this.t); if (log.length === 1) m.delete('0'); }, { t: 1 });
assert.deepStrictEqual(log, ['nan', 'object', 'undef', 'again']);
assert.ok(Object.is([...new Map([[-0, 1]]).keys()][0], 0));
m.clear();
assert.strictEqual(m.size, 0);
assert.throws(() => Map(), TypeError);
assert.throws(() => new Map(5), { message: 'number 5 is not iterable (cannot read property Symbol(Symbol.iterator))' });
assert.throws(() => Map.prototype.get.call(new Set(), 1), TypeError);
assert.strictEqual(Object.prototype.toString.call(new Map().entries()), '[object Map Iterator]');
