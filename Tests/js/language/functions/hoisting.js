'use strict';
// Function declarations are there before the first statement, var names are undefined, and let names are dead.
const assert = require('assert');

assert.strictEqual(early(), 'early');
assert.strictEqual(v, undefined);
function early() { return 'early'; }
var v = 1;
assert.strictEqual(twice(), 2);
function twice() { return 1; }
function twice() { return 2; }
{
  assert.strictEqual(inBlock(), 'block');
  function inBlock() { return 'block'; }
}
assert.throws(() => inBlock(), ReferenceError);
function local() {
  assert.strictEqual(typeof later, 'undefined');
  var later = 1;
  return later;
}
assert.strictEqual(local(), 1);
