// Destructuring, rest and spread: arrays, objects, defaults, arguments, copies.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function swap([a, b]) { return [b, a]; }
function area({ w, h, scale: { k = 1 } = {} }) { return w * h * k; }
function sum(...xs) { let s = 0; for (const x of xs) s += x; return s; }
let total = 0, pair = [1, 2];
for (let i = 0; i < 400000; i++) { pair = swap(pair); const [x, y = 3] = pair; total += x * 2 + y; }
for (let i = 0; i < 300000; i++) total = (total + area({ w: i & 15, h: 2, scale: i & 1 ? { k: 3 } : undefined })) | 0;
for (let i = 0; i < 200000; i++) total = (total + sum(1, ...pair, i & 3)) | 0;
let state = { a: 1, b: 2, c: 3 };
for (let i = 0; i < 150000; i++) { const { a, ...rest } = state; state = { ...rest, a: (a + i) & 255, b: rest.b ^ 1 }; }
let list = [];
for (let i = 0; i < 3000; i++) list = [...list.slice(-200), i];
let p = 0, q = 1;
for (let i = 0; i < 400000; i++) [p, q] = [q, (p + q) & 0xffff];
out(total, state.a + state.b, list.length, p, Math.max(...list));
