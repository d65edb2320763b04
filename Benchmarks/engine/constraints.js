// A class-heavy program: a net of one-way constraints planned and executed again and again (accessors, inheritance, arrays).
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
class Variable { #value; constructor(v) { this.#value = v; this.users = []; this.stamp = 0; } get value() { return this.#value; } set value(v) { if (v !== this.#value) { this.#value = v; } } }
class Constraint { constructor(out, ...ins) { this.out = out; this.ins = ins; for (const i of ins) i.users.push(this); } static count = 0; execute() { Constraint.count++; } isReady(stamp) { return this.ins.every((v) => v.stamp === stamp); } }
class Equal extends Constraint { execute() { super.execute(); this.out.value = this.ins[0].value; } }
class Scale extends Constraint { constructor(out, from, k, b) { super(out, from); this.k = k; this.b = b; } execute() { super.execute(); this.out.value = (this.ins[0].value * this.k + this.b) % 65536; } }
class Sum extends Constraint { execute() { super.execute(); let s = 0; for (const v of this.ins) s += v.value; this.out.value = s % 65536; } }
class Planner {
  constructor() { this.stamp = 0; }
  plan(source) {
    const stamp = ++this.stamp, todo = [source], plan = [];
    source.stamp = stamp;
    while (todo.length > 0) {
      for (const c of todo.pop().users) if (c.out.stamp !== stamp && c.isReady(stamp)) { c.out.stamp = stamp; plan.push(c); todo.push(c.out); }
    }
    return plan;
  }
  change(source, value, plan) { source.value = value; for (const c of plan) c.execute(); }
}
const source = new Variable(1);
let last = source;
for (let i = 0; i < 120; i++) {
  const a = new Variable(0), b = new Variable(0), c = new Variable(0);
  new Scale(a, last, 3, i); new Equal(b, last); new Sum(c, a, b);
  last = c;
}
const planner = new Planner();
let check = 0;
for (let i = 0; i < 250; i++) {
  const plan = planner.plan(source);
  for (let k = 0; k < 12; k++) { planner.change(source, i * k, plan); check = (check * 31 + last.value) | 0; }
}
out(check, Constraint.count, planner.stamp);
