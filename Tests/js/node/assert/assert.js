'use strict';
// The assert module itself: what it refuses, with which code and message.
const assert = require('assert');

const fails = (f, message) => {
  let error;
  try { f(); } catch (e) { error = e; }
  if (!error || error.code !== 'ERR_ASSERTION' || error.name !== 'AssertionError') throw new Error('no AssertionError: ' + f);
  if (message !== undefined && error.message !== message) throw new Error(error.message);
};
fails(() => assert.ok(0, 'given'), 'given');
fails(() => assert.strictEqual(1, '1'));
fails(() => assert.strictEqual(NaN, 0));
fails(() => assert.deepStrictEqual({ a: 1 }, { a: '1' }));
fails(() => assert.deepStrictEqual([1, 2], [1, 2, 3]));
fails(() => assert.deepStrictEqual(new Map([[1, 2]]), new Map([[1, 3]])));
fails(() => assert.notStrictEqual(1, 1));
fails(() => assert.throws(() => {}), 'Missing expected exception.');
fails(() => assert.throws(() => { throw new Error('a'); }, { message: 'b' }));
fails(() => assert.match('abc', /x/));
fails(() => assert.fail('failed'), 'failed');
fails(() => assert.equal(1, 2));
assert.deepEqual({ a: 1 }, { a: '1' });
assert.deepStrictEqual(NaN, NaN);
assert.notDeepStrictEqual({ a: 1 }, { a: 2 });
let other;
try { assert.throws(() => { throw new RangeError('r'); }, TypeError); } catch (e) { other = e; }
if (other.code !== 'ERR_ASSERTION' || other.actual.message !== 'r') throw new Error('an error of another class is an assertion error');
try { assert.strictEqual(1, 2); } catch (e) { if (e.actual !== 1 || e.expected !== 2 || e.operator !== 'strictEqual' || e.generatedMessage !== true) throw new Error('properties'); }
