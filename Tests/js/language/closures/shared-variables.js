'use strict';
// Closures of one call share its variables; another call has others.
const assert = require('assert');

function counter() {
  let n = 0;
  return { up: () => ++n, down() { return --n; }, get value() { return n; } };
}
const a = counter();
const b = counter();
a.up(); a.up(); b.down();
assert.strictEqual(a.value, 2);
assert.strictEqual(b.value, -1);
function parameters(x) {
  const get = () => x;
  x = x + 1;
  return get;
}
assert.strictEqual(parameters(4)(), 5);
const deep = (v) => () => () => () => v++;
const inner = deep(1)()();
assert.strictEqual(inner(), 1);
assert.strictEqual(inner(), 2);
