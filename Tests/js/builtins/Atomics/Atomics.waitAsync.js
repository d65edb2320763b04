'use strict';
// Atomics.wait and waitAsync: values that differ, timeouts, and being notified in order.
const assert = require('assert');

const cells = new Int32Array(new SharedArrayBuffer(16));
assert.strictEqual(Atomics.wait(cells, 0, 1), 'not-equal');
assert.strictEqual(Atomics.wait(cells, 0, 0, 1), 'timed-out');
assert.deepStrictEqual(Atomics.waitAsync(cells, 0, 1), { async: false, value: 'not-equal' });
assert.deepStrictEqual(Atomics.waitAsync(cells, 0, 0, 0), { async: false, value: 'timed-out' });
const waits = [0, 1, 2].map(() => Atomics.waitAsync(cells, 1, 0));
assert.ok(waits.every((w) => w.async && w.value instanceof Promise));
const order = [];
waits.forEach((w, i) => w.value.then((v) => order.push(i + v)));
assert.strictEqual(Atomics.notify(cells, 1, 2), 2);
assert.strictEqual(Atomics.notify(cells, 1), 1);
let timedOut = false;
Atomics.waitAsync(cells, 2, 0, 5).value.then((v) => { order.push(v); timedOut = true; });
// A pending wait does not keep the process alive.
(function wait() { if (!timedOut) setTimeout(wait, 1); })();
process.on('exit', () => assert.deepStrictEqual(order, ['0ok', '1ok', '2ok', 'timed-out']));
assert.throws(() => Atomics.waitAsync(new Int32Array(4), 0, 0), TypeError);
assert.throws(() => Atomics.waitAsync(new Uint8Array(new SharedArrayBuffer(4)), 0, 0), TypeError);
