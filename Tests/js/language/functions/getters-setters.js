'use strict';
// Accessors of literals and classes, their receivers, and what happens without a setter.
const assert = require('assert');

const log = [];
const o = {
  _v: 1,
  get v() { log.push('get'); return this._v; },
  set v(x) { log.push('set ' + x); this._v = x; },
  get only() { return 1; },
};
o.v += 5;
assert.strictEqual(o.v, 6);
assert.deepStrictEqual(log, ['get', 'set 6', 'get']);
assert.throws(() => { o.only = 2; }, TypeError);
const child = Object.create(o);
child.v = 9;
assert.deepStrictEqual([child._v, o._v, Object.keys(child)], [9, 6, ['_v']]);
const both = { get x() { return 'getter'; }, x: 'data' };
assert.strictEqual(both.x, 'data');
const d = Object.getOwnPropertyDescriptor(o, 'only');
assert.strictEqual(d.set, undefined);
assert.strictEqual(d.enumerable, true);
