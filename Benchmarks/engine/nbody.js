// Double arithmetic on object fields: planets that pull each other.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
const SOLAR = 4 * Math.PI * Math.PI;
class Body {
  constructor(x, y, z, vx, vy, vz, mass) { this.x = x; this.y = y; this.z = z; this.vx = vx; this.vy = vy; this.vz = vz; this.mass = mass; }
}
const bodies = [new Body(0, 0, 0, 0, 0, 0, SOLAR)];
for (let i = 1; i < 6; i++) {
  const radius = i * 1.7;
  const speed = Math.sqrt(SOLAR / radius);
  bodies.push(new Body(radius * Math.cos(i), radius * Math.sin(i), 0.1 * i, -speed * Math.sin(i), speed * Math.cos(i), 0, SOLAR / (1000 * i)));
}
function advance(dt) {
  const n = bodies.length;
  for (let i = 0; i < n; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < n; j++) {
      const b = bodies[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      const d2 = dx * dx + dy * dy + dz * dz;
      const mag = dt / (d2 * Math.sqrt(d2));
      a.vx -= dx * b.mass * mag; a.vy -= dy * b.mass * mag; a.vz -= dz * b.mass * mag;
      b.vx += dx * a.mass * mag; b.vy += dy * a.mass * mag; b.vz += dz * a.mass * mag;
    }
  }
  for (let i = 0; i < n; i++) {
    const a = bodies[i];
    a.x += dt * a.vx; a.y += dt * a.vy; a.z += dt * a.vz;
  }
}
for (let i = 0; i < 60000; i++) advance(0.001);
out(bodies.map((b) => b.x.toFixed(6)).join(' '));
