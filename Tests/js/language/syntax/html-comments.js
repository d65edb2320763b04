// Annex B: HTML-like comments in scripts, and odd forms of functions.
const assert = require('assert');
var x = 1; <!-- a comment
--> another one at the start of a line
assert.strictEqual(x, 1);
var n = 3;
assert.strictEqual(n --> 2, true);
/* block
*/ --> after a block comment with a line end
foo: function bar() {}
assert.strictEqual(typeof bar, 'function');
