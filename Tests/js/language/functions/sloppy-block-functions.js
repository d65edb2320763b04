// In sloppy code a function of a block is also a var of the function around it, set when the block is entered.
const assert = require('assert');
function outer() {
  assert.strictEqual(typeof f, 'undefined');
  {
    assert.strictEqual(f(), 1);
    function f() { return 1; }
  }
  return f();
}
assert.strictEqual(outer(), 1);
if (true) function branch() { return 'yes'; }
assert.strictEqual(branch(), 'yes');
