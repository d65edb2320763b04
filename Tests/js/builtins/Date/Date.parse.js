'use strict';
// Parsing: ISO forms, time zones, other forms, invalid dates.
const assert = require('assert');

process.env.TZ = 'UTC';
assert.strictEqual(Date.parse('1970-01-01'), 0);
assert.strictEqual(Date.parse('2020-02-29T12:30:15.123Z'), 1582979415123);
assert.strictEqual(Date.parse('2020-01-01T00:00:00+02:00'), 1577829600000);
assert.strictEqual(Date.parse('2020'), 1577836800000);
assert.strictEqual(Date.parse('2020-06'), 1590969600000);
assert.strictEqual(Date.parse('+010000-01-01T00:00:00Z'), 253402300800000);
assert.strictEqual(Date.parse('Thu, 01 Jan 1970 00:00:01 GMT'), 1000);
assert.strictEqual(Date.parse('Jan 2, 1970 00:00:00 UTC'), 86400000);
assert.strictEqual(Date.parse('1970/01/02 GMT'), 86400000);
for (const bad of ['x', '2020-13-01', '2020-01-32', '2020-01-01T25:00:00Z', '']) assert.ok(Number.isNaN(Date.parse(bad)), bad);
assert.strictEqual(Date.parse(new Date(5000).toString()), 5000);
assert.strictEqual(Date.parse(new Date(5000).toUTCString()), 5000);
