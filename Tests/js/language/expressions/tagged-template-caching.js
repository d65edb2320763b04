'use strict';
// The strings object of a place is the same at each evaluation; other places have others. The receiver is kept.
const assert = require('assert');

const seen = [];
const tag = (s) => { seen.push(s); return s; };
function place() { return tag`same${1}`; }
place(); place();
tag`same${1}`;
assert.strictEqual(seen[0], seen[1]);
assert.notStrictEqual(seen[0], seen[2]);
for (let i = 0; i < 2; i++) tag`loop`;
assert.strictEqual(seen[3], seen[4]);
const o = { v: 3, m(s, x) { return this.v + x; } };
assert.strictEqual(o.m`${4}`, 7);
assert.strictEqual(new ((s) => class { n = s[0]; })`cls`().n, 'cls');
assert.strictEqual(((s) => (t) => s[0] + t[0])`a``b`, 'ab');
