'use strict';
// Iterator helpers are lazy, close what they read from, and check their arguments first.
const assert = require('assert');

const log = [];
function* numbers() { try { for (let i = 1; ; i++) { log.push(i); yield i; } } finally { log.push('closed'); } }
assert.deepStrictEqual(numbers().filter((x) => x % 2).map((x) => x * x).drop(1).take(2).toArray(), [9, 25]);
assert.deepStrictEqual(log, [1, 2, 3, 4, 5, 'closed']);
assert.deepStrictEqual([1, 2].values().flatMap((x) => [x, x]).toArray(), [1, 1, 2, 2]);
assert.throws(() => [1].values().flatMap((x) => 'string').toArray(), TypeError);
assert.strictEqual([1, 2, 3].values().reduce((a, b) => a + b), 6);
assert.throws(() => [].values().reduce((a, b) => a), TypeError);
log.length = 0;
assert.deepStrictEqual([numbers().some((x) => x > 1), numbers().find((x) => x > 1), numbers().every((x) => x < 2)], [true, 2, false]);
assert.strictEqual(log.filter((x) => x === 'closed').length, 3);
for (const bad of [NaN, -1, 'x']) assert.throws(() => [].values().take(bad), RangeError);
assert.throws(() => [].values().map(1), TypeError);
const helper = [1, 2].values().map((x) => x);
assert.deepStrictEqual([helper.next().value, helper.return(), helper.next()], [1, { value: undefined, done: true }, { value: undefined, done: true }]);
assert.strictEqual(Object.prototype.toString.call(helper), '[object Iterator Helper]');
const wrapped = Iterator.from({ next() { return { value: 1, done: false }; } });
assert.deepStrictEqual(wrapped.take(2).toArray(), [1, 1]);
assert.strictEqual(Iterator.from(helper), helper);
assert.throws(() => new Iterator(), TypeError);
class Mine extends Iterator { next() { return { done: true }; } }
assert.deepStrictEqual(new Mine().toArray(), []);
[1].values().forEach((x, i) => assert.deepStrictEqual([x, i], [1, 0]));
