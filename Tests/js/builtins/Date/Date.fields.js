'use strict';
// Construction from parts, getters, setters that carry over, limits, text forms (all in UTC).
const assert = require('assert');

const d = new Date(Date.UTC(2020, 1, 29, 23, 59, 58, 7));
assert.deepStrictEqual([d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds(), d.getUTCDay()], [2020, 1, 29, 23, 59, 58, 7, 6]);
assert.strictEqual(d.toISOString(), '2020-02-29T23:59:58.007Z');
assert.strictEqual(d.toUTCString(), 'Sat, 29 Feb 2020 23:59:58 GMT');
d.setUTCMonth(12, 32);
assert.strictEqual(d.toISOString(), '2021-02-01T23:59:58.007Z');
d.setUTCSeconds(62, 1000);
assert.strictEqual(d.toISOString(), '2021-02-02T00:00:03.000Z');
assert.strictEqual(new Date(8.64e15).toISOString(), '+275760-09-13T00:00:00.000Z');
assert.ok(Number.isNaN(new Date(8.64e15 + 1).getTime()));
assert.strictEqual(new Date(-1).toISOString(), '1969-12-31T23:59:59.999Z');
assert.strictEqual(Date.UTC(99, 0), Date.UTC(1999, 0));
assert.throws(() => new Date(NaN).toISOString(), { name: 'RangeError', message: 'Invalid time value' });
assert.strictEqual(String(new Date(NaN)), 'Invalid Date');
assert.strictEqual(new Date(NaN).toJSON(), null);
assert.strictEqual(typeof (new Date() + 1), 'string');
assert.strictEqual(typeof (new Date() - 1), 'number');
assert.strictEqual(typeof Date(), 'string');
const now = Date.now();
assert.ok(now > 1.6e12 && Number.isInteger(now));
assert.ok(new Date(new Date(5)).getTime() === 5);
