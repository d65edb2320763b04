'use strict';
// indexOf, lastIndexOf, includes, startsWith, endsWith.
const assert = require('assert');

const s = 'canal canal';
assert.strictEqual(s.indexOf('an', 2), 7);
assert.strictEqual(s.indexOf(''), 0);
assert.strictEqual(s.indexOf('', 99), 11);
assert.strictEqual(s.lastIndexOf('ca'), 6);
assert.strictEqual(s.lastIndexOf('ca', 5), 0);
assert.strictEqual(s.lastIndexOf('x'), -1);
assert.strictEqual(s.includes('l c'), true);
assert.strictEqual(s.startsWith('nal', 2), true);
assert.strictEqual(s.endsWith('cana', 4), true);
assert.throws(() => s.includes(/x/), TypeError);
assert.strictEqual('undefined'.includes(), true);
assert.strictEqual('\u{1F600}x'.indexOf('x'), 2);
assert.strictEqual('aaab'.indexOf('aab'), 1);
assert.strictEqual('ÿĀ'.indexOf('Ā'), 1);
