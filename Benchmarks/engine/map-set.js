// Map and Set with number, string and object keys; WeakMap; iteration in insertion order.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
const numbers = new Map();
for (let i = 0; i < 400000; i++) numbers.set(i % 5000, (numbers.get(i % 5000) || 0) + i);
const names = new Map();
for (let i = 0; i < 250000; i++) { const key = 'key' + (i % 1000); names.set(key, (names.get(key) ?? 0) + 1); }
const seen = new Set();
for (let i = 0; i < 300000; i++) { const k = (i * 2654435761) % 60000; if (seen.has(k)) seen.delete(k); else seen.add(k); }
const objects = Array.from({ length: 1000 }, (_, i) => ({ i }));
const marks = new WeakMap();
for (let i = 0; i < 200000; i++) { const o = objects[i % 1000]; marks.set(o, (marks.get(o) || 0) + o.i); }
let sum = 0;
for (let round = 0; round < 20; round++) {
  for (const [k, v] of numbers) sum = (sum + k + v) | 0;
  names.forEach((v, k) => { sum = (sum + v + k.length) | 0; });
}
out(sum, seen.size, marks.get(objects[999]));
