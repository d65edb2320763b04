// Promises and async functions: await chains, Promise.all, then callbacks, async iteration.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
async function leaf(x) { return x + 1; }
async function chain(n) { let v = 0; for (let i = 0; i < n; i++) v = await leaf(v); return v; }
async function fan(n) { const all = []; for (let i = 0; i < n; i++) all.push(leaf(i)); let s = 0; for (const x of await Promise.all(all)) s += x; return s; }
async function* ticks(n) { for (let i = 0; i < n; i++) yield i; }
async function iterate(n) { let s = 0; for await (const x of ticks(n)) s = (s + x) | 0; return s; }
async function failing(n) { let caught = 0; for (let i = 0; i < n; i++) { try { await Promise.reject(new Error('x')); } catch { caught++; } } return caught; }
function then(n) { let p = Promise.resolve(0); for (let i = 0; i < n; i++) p = p.then((x) => x + 1); return p; }
async function main() { return [await chain(300000), await fan(120000), await iterate(100000), await failing(15000), await then(200000)]; }
main().then((r) => out(r.join(' ')));
