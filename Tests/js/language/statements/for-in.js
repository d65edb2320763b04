'use strict';
// for-in: order, inheritance, shadowing, deletion while it runs, and strings.
const assert = require('assert');

const proto = { inherited: 1, shadowed: 2 };
const o = Object.create(proto, { hidden: { value: 1, enumerable: false }, shadowed: { value: 1, enumerable: false } });
o.z = 1; o[2] = 1; o.a = 1; o[1] = 1;
const keys = [];
for (const k in o) keys.push(k);
assert.deepStrictEqual(keys, ['1', '2', 'z', 'a', 'inherited']);
const seen = [];
const d = { a: 1, b: 2, c: 3 };
for (const k in d) { seen.push(k); delete d.b; d.later = 1; }
assert.ok(!seen.includes('b') && seen[0] === 'a' && seen[1] === 'c');
for (const k in null) assert.ok(false);
for (const k in undefined) assert.ok(false);
const chars = [];
for (const i in 'ab') chars.push(i);
assert.deepStrictEqual(chars, ['0', '1']);
let last;
for (last in { x: 1, y: 2 });
assert.strictEqual(last, 'y');
