// Sloppy direct eval adds variables to the function; with can change what a name means; delete removes them.
const assert = require('assert');
function f() {
  assert.strictEqual(typeof added, 'undefined');
  eval('var added = 1; function fn() { return added; }');
  added++;
  const seen = [added, fn()];
  assert.strictEqual(delete added, true);
  return seen.concat(typeof added);
}
assert.deepStrictEqual(f(), [2, 2, 'undefined']);
function g(x) { return (() => eval('x'))(); }
assert.strictEqual(g(4), 4);
function h() { let l = 1; let name; try { eval('var l'); } catch (e) { name = e.name; } return name + l; }
assert.strictEqual(h(), 'SyntaxError1');
with ({ w: 5 }) { var fromWith = w; eval('w = 6'); fromWith += w; }
assert.strictEqual(fromWith, 11);
