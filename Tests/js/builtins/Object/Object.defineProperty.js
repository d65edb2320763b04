'use strict';
// Attributes: defaults, changes that are allowed and those that are not.
const assert = require('assert');

const o = {};
Object.defineProperty(o, 'x', { value: 1 });
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(o, 'x'), { value: 1, writable: false, enumerable: false, configurable: false });
Object.defineProperty(o, 'x', { value: 1, writable: false });
assert.throws(() => Object.defineProperty(o, 'x', { value: 2 }), { name: 'TypeError', message: 'Cannot redefine property: x' });
assert.throws(() => Object.defineProperty(o, 'x', { enumerable: true }), TypeError);
Object.defineProperty(o, 'y', { value: 1, configurable: true });
Object.defineProperty(o, 'y', { get: () => 'accessor' });
assert.strictEqual(o.y, 'accessor');
assert.throws(() => Object.defineProperty(o, 'z', { get() {}, value: 1 }), TypeError);
assert.throws(() => Object.defineProperty(o, 'z', { get: 1 }), TypeError);
assert.throws(() => Object.defineProperty(1, 'z', {}), TypeError);
assert.throws(() => Object.defineProperty(o, 'z', 1), TypeError);
Object.defineProperties(o, { a: { value: 1, enumerable: true }, b: { value: 2 } });
assert.deepStrictEqual(Object.keys(o), ['a']);
assert.deepStrictEqual(Object.keys(Object.getOwnPropertyDescriptors(o)), ['x', 'y', 'a', 'b']);
