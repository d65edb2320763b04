'use strict';
// next, return and throw; values sent in; states of a generator.
const assert = require('assert');

function* g() {
  const a = yield 1;
  try { yield a * 2; } finally { yield 'cleanup'; }
  return 'never';
}
let it = g();
assert.deepStrictEqual(it.next('ignored'), { value: 1, done: false });
assert.deepStrictEqual(it.next(21), { value: 42, done: false });
assert.deepStrictEqual(it.return('r'), { value: 'cleanup', done: false });
assert.deepStrictEqual(it.next(), { value: 'r', done: true });
assert.deepStrictEqual(it.next(), { value: undefined, done: true });
it = g();
assert.deepStrictEqual(it.return(5), { value: 5, done: true });
it = g();
assert.throws(() => it.throw(new Error('before start')), /before start/);
assert.strictEqual(it.next().done, true);
function* catcher() { while (true) { try { yield 'ok'; } catch (e) { yield 'caught ' + e; } } }
it = catcher();
it.next();
assert.strictEqual(it.throw('x').value, 'caught x');
assert.strictEqual(it.next().value, 'ok');
function* busy() { self.next(); yield; }
const self = busy();
assert.throws(() => self.next(), { name: 'TypeError', message: 'Generator is already running' });
