'use strict';
// Generator.prototype: states, return and throw in every one of them, and who may call.
const assert = require('assert');

function* g() { try { const x = yield 1; yield x; } catch (e) { yield 'caught ' + e; } finally { yield 'finally'; } }
let it = g();
assert.deepStrictEqual([it.next('ignored'), it.next('x'), it.return(9), it.next(), it.next()].map((r) => [r.value, r.done]),
  [[1, false], ['x', false], ['finally', false], [9, true], [undefined, true]]);
it = g();
assert.deepStrictEqual(it.return(3), { value: 3, done: true });
assert.throws(() => g().throw(new RangeError('early')), RangeError);
it = g();
it.next();
assert.strictEqual(it.throw('e').value, 'caught e');
const running = (function* () { running.next(); })();
assert.throws(() => running.next(), TypeError);
assert.throws(() => it.next.call({}), TypeError);
assert.throws(() => new g(), TypeError);
assert.ok(Object.getPrototypeOf(it) === g.prototype && it[Symbol.iterator]() === it && it instanceof g);
assert.strictEqual(Object.prototype.toString.call(it), '[object Generator]');
g.prototype = null;
assert.strictEqual(Object.getPrototypeOf(g()), Object.getPrototypeOf(function* () {}).prototype);
function* overriding() { try { return 1; } finally { yield 2; return 3; } }
assert.deepStrictEqual([...overriding()], [2]);
