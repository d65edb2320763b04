// Plain function calls: recursion, several arguments, default parameters, and functions as values.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
function ack(m, n) { return m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); }
function add3(a, b = 2, c = 3) { return (a + b + c) | 0; }
function apply(f, a, b) { return f(a, b); }
const plus = (a, b) => (a + b) | 0;
let sum = 0;
for (let i = 0; i < 1600000; i++) sum = apply(plus, add3(sum), add3(i, 1, i & 7));
out(fib(32), ack(2, 500), sum);
