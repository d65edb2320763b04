'use strict';
// Atomics: read-modify-write, compareExchange, notify and wait on shared memory of one thread.
const assert = require('assert');

for (const Type of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array]) {
  const a = new Type(new SharedArrayBuffer(16));
  assert.strictEqual(Atomics.add(a, 0, 5), 0);
  assert.strictEqual(Atomics.sub(a, 0, 2), 5);
  assert.strictEqual(Atomics.or(a, 0, 4), 3);
  assert.strictEqual(Atomics.and(a, 0, 6), 7);
  assert.strictEqual(Atomics.xor(a, 0, 5), 6);
  assert.strictEqual(Atomics.exchange(a, 0, 9), 3);
  assert.strictEqual(Atomics.compareExchange(a, 0, 8, 1), 9);
  assert.strictEqual(Atomics.compareExchange(a, 0, 9, 1), 9);
  assert.strictEqual(Atomics.load(a, 0), 1);
  assert.strictEqual(Atomics.store(a, 1, 3.7), 3);
  assert.strictEqual(a[1], 3);
}
const big = new BigInt64Array(2);
assert.strictEqual(Atomics.sub(big, 1, 1n), 0n);
assert.strictEqual(Atomics.load(big, 1), -1n);
assert.throws(() => Atomics.add(new Float64Array(1), 0, 1), { name: 'TypeError', message: '[object Float64Array] is not an integer typed array.' });
assert.throws(() => Atomics.add(new Int8Array(1), 3, 1), { name: 'RangeError', message: 'Invalid atomic access index' });

const shared = new Int32Array(new SharedArrayBuffer(8));
assert.strictEqual(Atomics.wait(shared, 0, 1, 1000), 'not-equal');
assert.strictEqual(Atomics.wait(shared, 0, 0, 5), 'timed-out');
assert.strictEqual(Atomics.notify(shared, 0, 1), 0);
assert.throws(() => Atomics.wait(new Int32Array(1), 0, 0, 0), { name: 'TypeError' });
assert.ok(Atomics.isLockFree(4));
