'use strict';
// The error constructors: properties, cause, AggregateError, toString, conversion order.
const assert = require('assert');

const e = new RangeError('m', { cause: 0 });
assert.deepStrictEqual(Object.getOwnPropertyNames(e).sort(), ['cause', 'message', 'stack']);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(e, 'cause'), { value: 0, writable: true, enumerable: false, configurable: true });
assert.ok(!('cause' in new Error('m', {})) && 'cause' in new Error('m', { cause: undefined }));
assert.ok(!Object.hasOwn(new Error(undefined), 'message') && new Error(null).message === 'null');
assert.strictEqual(Object.getPrototypeOf(TypeError), Error);
assert.deepStrictEqual([Error.length, AggregateError.length, TypeError('x') instanceof TypeError], [1, 2, true]);
const toString = Error.prototype.toString;
assert.deepStrictEqual(
  [{ name: 'N', message: 'm' }, { name: '', message: 'm' }, { name: 'N', message: '' }, {}].map((o) => toString.call(o)), ['N: m', 'm', 'N', 'Error']);
assert.throws(() => toString.call(1), TypeError);
const order = [];
const options = { get cause() { order.push('cause'); return 1; } };
new AggregateError({ *[Symbol.iterator]() { order.push('errors'); yield 1; } }, { toString() { order.push('message'); return ''; } }, options);
assert.deepStrictEqual(order, ['message', 'cause', 'errors']);
assert.deepStrictEqual(new AggregateError(new Set([1, 2])).errors, [1, 2]);
class Custom extends Error { constructor() { super('c'); } get name() { return 'Custom!'; } }
assert.strictEqual(`${new Custom()}`, 'Custom!: c');
assert.ok(new Custom().stack.startsWith('Custom!: c'));
