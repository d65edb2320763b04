// Double arithmetic in local variables, and Math functions.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function mandelbrot(size, limit) {
  let inside = 0;
  for (let py = 0; py < size; py++) {
    const ci = 2 * py / size - 1;
    for (let px = 0; px < size; px++) {
      const cr = 2 * px / size - 1.5;
      let zr = 0, zi = 0, n = 0;
      while (n < limit && zr * zr + zi * zi < 4) {
        const t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
        n++;
      }
      if (n === limit) inside++;
    }
  }
  return inside;
}
let waves = 0;
for (let i = 0; i < 700000; i++) waves += Math.sin(i * 0.001) * Math.floor(i / 3) - Math.abs(Math.min(i, 5.5)) + Math.sqrt(i);
out(mandelbrot(220, 200), waves.toPrecision(10));
