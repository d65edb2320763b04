'use strict';
// What is not iterable is said by name; results must be objects.
const assert = require('assert');

assert.throws(() => { for (const x of 5); }, { name: 'TypeError', message: '5 is not iterable' });
const o = {};
assert.throws(() => { for (const x of o); }, { name: 'TypeError', message: 'o is not iterable' });
assert.throws(() => new Map([1]), TypeError);
assert.throws(() => { for (const x of { [Symbol.iterator]: () => 1 }); }, TypeError);
assert.throws(() => { for (const x of { [Symbol.iterator]: () => ({ next: () => 1 }) }); }, TypeError);
assert.deepStrictEqual([...{ [Symbol.iterator]: () => ({ i: 0, next() { return { done: this.i > 1, value: this.i++ }; } }) }], [0, 1]);
