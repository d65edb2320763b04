'use strict';
// Subclasses of Array, Error, Map, Promise and Function have the exotic nature of their base.
const assert = require('assert');

class Stack extends Array { top() { return this[this.length - 1]; } }
const s = Stack.from([1, 2, 3]);
assert.ok(s instanceof Stack && Array.isArray(s));
s[5] = 6;
assert.strictEqual(s.length, 6);
assert.strictEqual(s.top(), 6);
assert.ok(s.map((x) => x) instanceof Stack);
assert.ok(s.filter(Boolean).slice(1) instanceof Stack);
class MyError extends Error { constructor(m) { super(m); this.name = 'MyError'; } }
const e = new MyError('boom');
assert.strictEqual(String(e), 'MyError: boom');
assert.ok(e.stack.includes('boom\n    at '));
class Counts extends Map { add(k) { return this.set(k, (this.get(k) || 0) + 1); } }
assert.strictEqual(new Counts().add('a').add('a').get('a'), 2);
class P extends Promise {}
assert.ok(P.resolve(1).then() instanceof P);
class F extends Function {}
assert.strictEqual(new F('a', 'return a * 2')(4), 8);
