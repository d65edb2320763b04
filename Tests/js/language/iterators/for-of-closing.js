'use strict';
// for-of closes the iterator at break, return, throw and outer continue, but not at its natural end.
const assert = require('assert');

let closed = [];
const make = (name, n = 3) => ({
  [Symbol.iterator]() {
    let i = 0;
    return { next: () => (i < n ? { value: i++, done: false } : { done: true }), return() { closed.push(name); return {}; } };
  },
});
for (const x of make('end')) void x;
for (const x of make('break')) break;
(() => { for (const x of make('return')) return x; })();
assert.throws(() => { for (const x of make('throw')) throw new Error('body'); }, /body/);
outer: for (const a of [1]) for (const x of make('continue')) continue outer;
const [one] = make('destructuring');
const [p, q, r, s] = make('exhausted');
assert.deepStrictEqual(closed, ['break', 'return', 'throw', 'continue', 'destructuring']);
const failing = { [Symbol.iterator]: () => ({ next() { throw new Error('next'); }, return() { closed.push('wrong'); } }) };
assert.throws(() => { for (const x of failing); }, /next/);
assert.ok(!closed.includes('wrong'));
