'use strict';
// Endless recursion is a RangeError which can be caught, again and again.
const assert = require('assert');

function endless(n) { return endless(n + 1) + 1; }
for (let i = 0; i < 3; i++) assert.throws(() => endless(0), { name: 'RangeError', message: 'Maximum call stack size exceeded' });
// The rest allocates at every level, which takes too long when the collector runs each time.
if (process.env.SWJS_GC_STRESS) process.exit();
const o = { get x() { return this.x; } };
assert.throws(() => o.x, RangeError);
const p = { toString() { return String(this); } };
assert.throws(() => `${p}`, RangeError);
let depth = 0;
(function down() { depth++; if (depth < 5000) down(); })();
assert.strictEqual(depth, 5000);
assert.throws(() => { const a = []; let b = a; for (let i = 0; i < 100000; i++) b = [b]; JSON.stringify(b); }, RangeError);
