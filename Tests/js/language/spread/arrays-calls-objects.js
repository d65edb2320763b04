'use strict';
// Spread in arrays, calls, new and objects.
const assert = require('assert');

const set = new Set([1, 2]);
assert.deepStrictEqual([0, ...set, ...'ab', ...[]], [0, 1, 2, 'a', 'b']);
const args = (...a) => a.length;
assert.strictEqual(args(...[1, 2], 3, ...new Map([[1, 2]])), 4);
assert.strictEqual(new Date(...[2020, 5, 1]).getMonth(), 5);
assert.deepStrictEqual({ a: 1, ...{ a: 2, b: 3 }, b: 4 }, { a: 2, b: 4 });
assert.deepStrictEqual({ ...null, ...undefined, ...5, ...'hi' }, { 0: 'h', 1: 'i' });
const source = { get g() { return 'value'; }, [Symbol.for('s')]: 1 };
const copy = { ...source };
assert.strictEqual(Object.getOwnPropertyDescriptor(copy, 'g').value, 'value');
assert.strictEqual(copy[Symbol.for('s')], 1);
class C { constructor() { this.own = 1; } get inherited() { return 2; } }
assert.deepStrictEqual({ ...new C() }, { own: 1 });
assert.throws(() => [...5], TypeError);
assert.throws(() => args(...{}), TypeError);
assert.deepStrictEqual([...[, 1]], [undefined, 1]);
assert.ok(0 in [...[, 1]]);
