// Closures: captured variables that change, functions made in loops, composition and currying.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function counter(start) {
  let n = start;
  return { up: (k) => { n = (n + k) | 0; return n; }, value: () => n };
}
const compose = (...fs) => (x) => fs.reduce((v, f) => f(v), x);
const adder = (a) => (b) => (c) => (a + b + c) | 0;
let sum = 0;
const c = counter(5);
for (let i = 0; i < 4000000; i++) c.up(i & 3);
for (let i = 0; i < 600000; i++) sum = adder(i)(sum)(1);
const pipeline = compose((x) => x + 1, (x) => x * 2, (x) => x ^ 5, adder(1)(2));
for (let i = 0; i < 300000; i++) sum = (sum + pipeline(i)) | 0;
const functions = [];
for (let i = 0; i < 200000; i++) functions.push(() => i);
for (const f of functions) sum = (sum + f()) | 0;
out(c.value(), sum);
