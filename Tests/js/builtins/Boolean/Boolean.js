'use strict';
// Boolean conversion and objects.
const assert = require('assert');

for (const falsy of [false, 0, -0, 0n, '', null, undefined, NaN]) assert.strictEqual(Boolean(falsy), false);
for (const truthy of [true, 1, -1, 1n, ' ', '0', 'false', [], {}, () => {}, Symbol(), new Boolean(false), Infinity]) assert.strictEqual(!!truthy, true);
assert.strictEqual(new Boolean(false).valueOf(), false);
assert.strictEqual(String(true), 'true');
assert.throws(() => Boolean.prototype.toString.call(1), TypeError);
assert.strictEqual(new Boolean(true) == true, true);
