// Method calls on monomorphic, polymorphic and inherited receivers.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
class Shape {
  constructor(n) { this.n = n; }
  area() { return 0; }
  scaled(k) { return this.area() * k; }
}
class Square extends Shape { area() { return this.n * this.n; } }
class Line extends Shape { area() { return this.n; } }
class Box extends Square { area() { return super.area() + 1; } }
class Counter {
  constructor() { this.value = 0; }
  step(by) { this.value = (this.value + by) | 0; return this; }
}
const counter = new Counter();
for (let i = 0; i < 1500000; i++) counter.step(i).step(1);
const shapes = [];
for (let i = 0; i < 64; i++) shapes.push([new Square(i), new Line(i), new Box(i), new Shape(i)][i & 3]);
let sum = 0;
for (let i = 0; i < 1200000; i++) sum = (sum + shapes[i & 63].scaled(2)) | 0;
out(counter.value, sum);
