'use strict';
// Automatic semicolons: where lines end a statement and where they do not.
const assert = require('assert');

let a = 1
let b = 2
let c = a
+ b
assert.strictEqual(c, 3)
function r() {
  return
  1
}
assert.strictEqual(r(), undefined)
let i = 0, j = 0
i
++
j
assert.deepStrictEqual([i, j], [0, 1])
do i++; while (i < 3) j = 5
assert.deepStrictEqual([i, j], [3, 5])
const f = (x) => x
;[1, 2].forEach(f)
assert.throws(() => eval('throw\nnew Error()'), SyntaxError)
assert.throws(() => eval('if (1) else 2'), SyntaxError)
assert.strictEqual(eval('var x = 1\n/1/1'), undefined)
