// Reading and writing named properties: fixed shapes, a few shapes at one place, and computed names.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function Point(x, y, z) { this.x = x; this.y = y; this.z = z; }
const p = new Point(1, 2, 3);
for (let i = 0; i < 2500000; i++) {
  p.x = (p.y + p.z) & 0xffff;
  p.y = (p.x ^ i) & 0xffff;
  p.z = (p.z + 1) & 0xffff;
}
const mixed = [{ a: 1, v: 1 }, { b: 1, v: 2 }, { v: 3, c: 1 }, { d: 1, e: 2, v: 4 }];
let sum = 0;
for (let i = 0; i < 2000000; i++) {
  const o = mixed[i & 3];
  sum = (sum + o.v) | 0;
  o.v = (o.v + 1) & 255;
}
const names = ['alpha', 'beta', 'gamma', 'delta'];
const table = { alpha: 0, beta: 0, gamma: 0, delta: 0 };
for (let i = 0; i < 1200000; i++) table[names[i & 3]] += i & 7;
out(p.x, p.y, p.z, sum, table.alpha + table.beta * 3 + table.gamma * 5 + table.delta * 7);
