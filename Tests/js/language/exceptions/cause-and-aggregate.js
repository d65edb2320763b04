'use strict';
// cause, AggregateError, and the properties of error objects.
const assert = require('assert');

const cause = new Error('root');
const e = new TypeError('top', { cause });
assert.strictEqual(e.cause, cause);
assert.strictEqual(Object.hasOwn(new Error('x'), 'cause'), false);
assert.strictEqual(Object.hasOwn(new Error('x', { cause: undefined }), 'cause'), true);
const agg = new AggregateError([1, new Error('two')], 'many');
assert.strictEqual(agg.errors.length, 2);
assert.strictEqual(agg.message, 'many');
assert.deepStrictEqual(Object.keys(e), []);
assert.strictEqual(Object.hasOwn(new Error(), 'message'), false);
assert.strictEqual(Error('without new') instanceof Error, true);
assert.strictEqual(Object.prototype.toString.call(e), '[object Error]');
assert.strictEqual(Object.getPrototypeOf(TypeError), Error);
const p = {};
assert.strictEqual(Error.prototype.toString.call({ name: 'N', message: 'M' }), 'N: M');
assert.strictEqual(Error.prototype.toString.call({ name: '', message: 'M' }), 'M');
assert.strictEqual(Error.prototype.toString.call(p), 'Error');
