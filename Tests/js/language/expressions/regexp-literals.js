'use strict';
// Where a slash begins a regular expression and where it divides; a literal makes a new object each time.
const assert = require('assert');

let g = 2, i = 1;
assert.strictEqual(8 / g / i, 4);
const re = () => /a[/]b\/c/gi;
assert.notStrictEqual(re(), re());
assert.strictEqual(re().source, 'a[/]b\\/c');
assert.strictEqual(re().flags, 'gi');
assert.ok(/=/.test('='));
if (g) /x/.test('x');
assert.deepStrictEqual('a1b2'.split(/\d/), ['a', 'b', '']);
assert.strictEqual([1] / 1, 1);
assert.throws(() => eval('/a/gg'), SyntaxError);
assert.throws(() => eval('/(/'), SyntaxError);
assert.throws(() => eval('/a\n/'), SyntaxError);
