// Proxy traps, Reflect, getters and setters, Symbol keys and Object's reflective functions.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
let gets = 0;
const target = { a: 1, b: 2, get c() { return this.a + this.b; }, set c(v) { this.a = v & 255; } };
const proxy = new Proxy(target, { get(t, k, r) { gets++; return Reflect.get(t, k, r); }, has: (t, k) => k in t && k !== 'b' });
let sum = 0;
for (let i = 0; i < 200000; i++) { sum = (sum + proxy.c + proxy.a) | 0; if ('b' in proxy) sum = -1; }
for (let i = 0; i < 700000; i++) { target.c = i; sum = (sum + target.c) | 0; }
const tag = Symbol('tag');
for (let i = 0; i < 60000; i++) { const o = { [tag]: i, x: 1, y: 2 }; sum = (sum + Object.keys(o).length + o[tag] + Object.entries(o)[1][1] + Object.assign({}, o).x) | 0; }
for (let i = 0; i < 60000; i++) { const o = Object.defineProperty({}, 'v', { value: i, configurable: true }); delete o.v; sum += Object.getOwnPropertyNames(o).length + (Object.freeze([1]).length); }
out(sum, gets);
