'use strict';
// Much garbage and some survivors: what is reachable stays intact.
const assert = require('assert');

// Less when the collector runs at every allocation.
const count = process.env.SWJS_GC_STRESS ? 2000 : 300000;
const kept = new Map();
let list = null;
for (let i = 0; i < count; i++) {
  const o = { i, s: 'k' + i, a: [i, i + 1], f: () => i };
  if (i % 1000 === 0) kept.set(o.s, o);
  list = { o, next: i % 50 ? list : null };
}
let n = 0;
for (const [key, o] of kept) {
  assert.strictEqual(key, 'k' + o.i);
  assert.strictEqual(o.f() + o.a[1], 2 * o.i + 1);
  n++;
}
assert.strictEqual(n, count / 1000);
let length = 0;
for (let x = list; x; x = x.next) length++;
assert.ok(length >= 1 && length <= 50);
