// BigInt: factorial, Fibonacci numbers, modular powers, division and printing.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function factorial(n) { let r = 1n; for (let i = 2n; i <= n; i++) r *= i; return r; }
function fib(n) { let a = 0n, b = 1n; for (let i = 0; i < n; i++) [a, b] = [b, a + b]; return a; }
function power(base, exponent, modulus) { let r = 1n; base %= modulus; while (exponent > 0n) { if (exponent & 1n) r = r * base % modulus; base = base * base % modulus; exponent >>= 1n; } return r; }
let small = 0n;
for (let i = 0n; i < 2500000n; i++) small = (small + i * 3n) & 0xffffffffn;
const f = factorial(3000n);
let digits = 0;
for (const ch of f.toString()) digits += +ch;
let p = 0n;
for (let i = 1n; i < 160n; i++) p ^= power(3n + i, (1n << 127n) - 1n, (1n << 521n) - 1n);
out(String(small), digits, fib(30000).toString(16).length, String(p % 1000000007n), BigInt.asIntN(64, f >> 100n).toString());
