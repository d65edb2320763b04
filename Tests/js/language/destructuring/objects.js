'use strict';
// Object patterns: renaming, defaults, computed keys, rest, nesting, and assignment to members.
const assert = require('assert');

const { a, b: bee = 2, ['c' + 1]: c1, d: { e = 5, ...f } = {}, ...rest } = { a: 1, c1: 3, d: { g: 7 }, h: 8, i: 9 };
assert.deepStrictEqual([a, bee, c1, e, f, rest], [1, 2, 3, 5, { g: 7 }, { h: 8, i: 9 }]);
let x, y;
({ x, y = x } = { x: 1 });
assert.deepStrictEqual([x, y], [1, 1]);
const target = {};
({ p: target.q, r: target['s'] = 4 } = { p: 1 });
assert.deepStrictEqual(target, { q: 1, s: 4 });
const { length } = 'four';
assert.strictEqual(length, 4);
assert.throws(() => { const { z } = null; }, TypeError);
assert.throws(() => { (({ z: { w } }) => w)({}); }, TypeError);
function f2({ k = 1, l = 2 } = {}, [m] = [3]) { return [k, l, m]; }
assert.deepStrictEqual(f2({ l: 5 }), [1, 5, 3]);
for (const { n, o = n } of [{ n: 1 }, { n: 2, o: 3 }]) assert.ok(o === n || o === 3);
const value = ({ x } = { x: 10, z: 1 });
assert.deepStrictEqual(value, { x: 10, z: 1 });
