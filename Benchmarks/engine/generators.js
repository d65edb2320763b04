// Generators and the iterator protocol: for-of, yield*, early return, infinite sequences, own iterators.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function* range(from, to) { for (let i = from; i < to; i++) yield i; }
function* map(it, f) { for (const x of it) yield f(x); }
function* filter(it, p) { for (const x of it) if (p(x)) yield x; }
function* take(it, n) { for (const x of it) { if (n-- <= 0) return; yield x; } }
function* naturals() { let n = 0; while (true) yield n++; }
function* inorder(t) { if (t) { yield* inorder(t.l); yield t.v; yield* inorder(t.r); } }
const build = (lo, hi) => (lo > hi ? null : { v: (lo + hi) >> 1, l: build(lo, ((lo + hi) >> 1) - 1), r: build(((lo + hi) >> 1) + 1, hi) });
class Countdown { constructor(n) { this.n = n; } [Symbol.iterator]() { let n = this.n; return { next: () => (n > 0 ? { value: n--, done: false } : { value: undefined, done: true }) }; } }
let sum = 0;
for (const x of range(0, 2500000)) sum = (sum + x) | 0;
for (const x of filter(map(range(0, 800000), (v) => v * 3), (v) => v & 1)) sum = (sum + x) | 0;
for (let i = 0; i < 8000; i++) for (const x of take(naturals(), 20)) sum = (sum + x) | 0;
const t = build(0, 2047);
for (let i = 0; i < 40; i++) for (const v of inorder(t)) sum = (sum + v) | 0;
for (const x of new Countdown(1600000)) sum = (sum ^ x) | 0;
out(sum);
