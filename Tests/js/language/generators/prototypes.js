'use strict';
// Generator objects inherit from the prototype of their function; parameters are bound at the call.
const assert = require('assert');

function* g(x = (log.push('default'), 1)) { log.push('body'); yield x; }
const log = [];
const it = g();
assert.deepStrictEqual(log, ['default']);
assert.strictEqual(it.next().value, 1);
assert.ok(it instanceof g);
g.prototype.extra = 5;
assert.strictEqual(it.extra, 5);
assert.strictEqual(it[Symbol.iterator](), it);
assert.strictEqual(Object.prototype.toString.call(it), '[object Generator]');
assert.throws(() => new g(), TypeError);
const Generator = Object.getPrototypeOf(g).constructor;
assert.deepStrictEqual([...new Generator('n', 'for (let i = 0; i < n; i++) yield i')(3)], [0, 1, 2]);
