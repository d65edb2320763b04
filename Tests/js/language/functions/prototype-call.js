'use strict';
// f.call(...) of every kind of f.
const assert = require('assert');

function plain(a, b, c) { return [this, a, b, c, arguments.length]; }
const arrow = (a) => [typeof a, a];
class Class { static make() { return new.target; } }
function target() { return new.target; }
const self = {};
for (let round = 0; round < 4; round++) {
  assert.deepStrictEqual(plain.call(), [undefined, undefined, undefined, undefined, 0]);
  assert.deepStrictEqual(plain.call(self), [self, undefined, undefined, undefined, 0]);
  assert.deepStrictEqual(plain.call(self, 1), [self, 1, undefined, undefined, 1]);
  assert.deepStrictEqual(plain.call(self, 1, 2, 3, 4, 5), [self, 1, 2, 3, 5]);
  assert.deepStrictEqual(arrow.call(self, 1), ['number', 1]);
  assert.strictEqual(target.call(self), undefined);
  assert.throws(() => Class.call(self), { name: 'TypeError', message: "Class constructor Class cannot be invoked without 'new'" });
  assert.throws(() => Function.prototype.call.call(1), TypeError);
  assert.deepStrictEqual(Function.prototype.call.call(plain, self, 7), [self, 7, undefined, undefined, 1]);
  assert.deepStrictEqual(plain.call.call(plain.call, plain, self, 8), [self, 8, undefined, undefined, 1]);
  assert.deepStrictEqual(plain.bind(self, 1).call(null, 2), [self, 1, 2, undefined, 2]);
  assert.strictEqual(Array.prototype.slice.call({ 0: 'x', length: 1 })[0], 'x');
  assert.strictEqual(new Proxy(plain, {}).call(self, 1)[1], 1);
  assert.deepStrictEqual([...(function* () { yield* arguments; }).call(self, 1, 2)], [1, 2]);
}
const sloppy = new Function('return this');
assert.strictEqual(sloppy.call(undefined), globalThis);
assert.strictEqual(typeof sloppy.call('text'), 'object');
// A property named call is not Function.prototype.call.
assert.strictEqual({ call: (x) => x }.call(3), 3);
const own = Object.assign(() => 1, { call: () => 2 });
assert.strictEqual(own.call(), 2);
// The frame of the caller is intact, whoever throws.
function thrower() { throw new Error('x'); }
for (let i = 0; i < 3; i++) {
  const before = [1, 2, 3];
  try { thrower.call(before, i); } catch (error) { assert.match(error.stack, /thrower/); }
  assert.deepStrictEqual(before, [1, 2, 3]);
}
const depth = (n) => { try { return depth.call(null, n + 1); } catch (error) { assert(error instanceof RangeError); return n; } };
assert(depth(0) > 1000);
console.log('ok');
