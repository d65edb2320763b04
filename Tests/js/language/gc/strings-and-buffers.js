'use strict';
// Memory outside of the heap's cells is given back: many large buffers and strings, one after the other.
const assert = require('assert');

let sum = 0;
for (let i = 0; i < 400; i++) {
  const a = new Uint8Array(4 << 20);
  a[i] = 1;
  sum += a[i];
}
assert.strictEqual(sum, 400);
let total = 0;
for (let i = 0; i < 300; i++) total += 'x'.repeat(1 << 20).concat(String(i)).length;
assert.ok(total > 300 << 20);
assert.ok(process.memoryUsage().rss < 1500 << 20);
