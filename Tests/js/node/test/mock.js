'use strict';
// Mocked functions and methods remember their calls and can be restored; timers move with tick().
const assert = require('assert');
const { mock } = require('node:test');

const f = mock.fn((x) => x + 1);
assert.strictEqual(f(1), 2);
f.mock.mockImplementationOnce(() => 'once');
assert.strictEqual(f(2), 'once');
f.mock.mockImplementation((x) => -x);
assert.strictEqual(f(3), -3);
assert.strictEqual(f.mock.callCount(), 3);
assert.deepStrictEqual(f.mock.calls.map((c) => [c.arguments, c.result]), [[[1], 2], [[2], 'once'], [[3], -3]]);

const object = { value: 5, get() { return this.value; } };
const method = mock.method(object, 'get', function() { return this.value * 2; });
assert.strictEqual(object.get(), 10);
assert.strictEqual(method.mock.calls[0].this, object);
method.mock.restore();
assert.strictEqual(object.get(), 5);

const failing = mock.fn(() => { throw new RangeError('no'); });
assert.throws(failing, RangeError);
assert.strictEqual(failing.mock.calls[0].error.message, 'no');

const limited = mock.fn((x) => x, () => 'mocked', { times: 1 });
assert.deepStrictEqual([limited('a'), limited('b')], ['mocked', 'b']);

class Thing { constructor(a) { this.a = a; } }
const Mocked = mock.fn(Thing);
assert.strictEqual(new Mocked(7).a, 7);
assert.throws(() => mock.method({}, 'nothing'), { code: 'ERR_INVALID_ARG_VALUE' });

mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1000 });
const log = [];
setTimeout(() => log.push('timeout'), 30);
const interval = setInterval(() => log.push('interval'), 20);
mock.timers.tick(45);
assert.deepStrictEqual(log, ['interval', 'timeout', 'interval']);
clearInterval(interval);
assert.strictEqual(new Date().getTime(), 1045);
mock.timers.reset();
assert.ok(Date.now() > 1e12);
mock.reset();
