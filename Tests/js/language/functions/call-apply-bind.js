'use strict';
// call, apply and bind: receivers, arguments, partial application, and bound constructors.
const assert = require('assert');

function show(...args) { return [this && this.id, ...args]; }
assert.deepStrictEqual(show.call({ id: 1 }, 2, 3), [1, 2, 3]);
assert.deepStrictEqual(show.apply({ id: 1 }, { length: 2, 0: 'a', 1: 'b' }), [1, 'a', 'b']);
assert.deepStrictEqual(show.apply(null, null), [null]);
const bound = show.bind({ id: 7 }, 'x');
assert.deepStrictEqual(bound('y'), [7, 'x', 'y']);
assert.deepStrictEqual(bound.call({ id: 8 }), [7, 'x']);
function Point(x, y) { this.x = x; this.y = y; }
const At5 = Point.bind(null, 5);
const p = new At5(6);
assert.ok(p instanceof Point && p instanceof At5);
assert.deepStrictEqual([p.x, p.y], [5, 6]);
assert.strictEqual(At5.length, 1);
assert.throws(() => show.apply(null, 1), TypeError);
