'use strict';
// join and toString: empty elements, nesting, cycles.
const assert = require('assert');

assert.strictEqual([1, null, undefined, [2, [3]], 'x'].join(), '1,,,2,3,x');
assert.strictEqual([1, 2].join(undefined), '1,2');
assert.strictEqual([1, 2].join(''), '12');
assert.strictEqual([, , ].join('-'), '-');
assert.strictEqual(String([]), '');
const cycle = [1];
cycle.push(cycle, 2);
assert.strictEqual(cycle.join(), '1,,2');
assert.strictEqual(Array.prototype.toString.call({ join: () => 'j' }), 'j');
assert.strictEqual(Array.prototype.toString.call({}), '[object Object]');
assert.strictEqual([1.5, true, 2n].toLocaleString().includes('true'), true);
