'use strict';
// Long inputs: no stack overflow with many repetitions, and linear patterns stay quick.
const assert = require('assert');

const long = 'ab'.repeat(100000);
assert.strictEqual(/^(?:ab)*$/.test(long), true);
assert.strictEqual(/^(ab|c)*$/.exec(long)[1], 'ab');
assert.strictEqual(long.replace(/a/g, '').length, 100000);
assert.strictEqual(/b{3}/.test(long), false);
assert.strictEqual(('x'.repeat(200000) + 'y').match(/x*y/)[0].length, 200001);
assert.strictEqual(/^[^z]*z/.test(long), false);
// Trimming looks at each space once, also with both ends in one pattern.
const spaces = 'x' + ' '.repeat(200000) + 'x';
assert.strictEqual(spaces.replace(/^\s+|\s+$/g, ''), spaces);
assert.strictEqual((' '.repeat(1000) + spaces + ' '.repeat(1000)).replace(/^\s+|\s+$/g, ''), spaces);
assert.deepStrictEqual('aab ab b'.match(/a+$|a+b|^b/g), ['aab', 'ab']);
assert.deepStrictEqual('aaa'.match(/^aa|a+$/g), ['aa', 'a']);
