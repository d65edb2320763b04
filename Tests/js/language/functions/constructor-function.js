'use strict';
// The Function constructor sees only global variables, and checks its parameters and its body each for itself.
const assert = require('assert');

const local = 'local';
const add = new Function('a', 'b', 'return a + b');
assert.strictEqual(add(2, 3), 5);
assert.strictEqual(add.name, 'anonymous');
assert.strictEqual(add.length, 2);
assert.strictEqual(new Function('a, b', 'c', 'return a * b * c')(2, 3, 4), 24);
assert.strictEqual(Function('return typeof local')(), 'undefined');
assert.throws(() => new Function('a', '}); ({'), SyntaxError);
assert.throws(() => new Function('/*', '*/){'), SyntaxError);
assert.strictEqual(String(add), 'function anonymous(a,b\n) {\nreturn a + b\n}');
assert.strictEqual(Function('return this')(), globalThis);
assert.strictEqual(Function('"use strict"; return this')(), undefined);
