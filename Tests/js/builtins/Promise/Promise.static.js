'use strict';
// Promise.try, withResolvers, resolve, and how subclasses are made.
const assert = require('assert');

const { promise, resolve, reject } = Promise.withResolvers();
assert.deepStrictEqual(Object.keys(Promise.withResolvers()), ['promise', 'resolve', 'reject']);
resolve(promise);
const order = [];
promise.catch((e) => order.push(e instanceof TypeError));
Promise.try((a, b) => a + b, 1, 2).then((v) => order.push(v));
Promise.try(() => { throw 'thrown'; }).catch((e) => order.push(e));
class Sub extends Promise {}
assert.ok(Sub.try(() => 1) instanceof Sub && Sub.withResolvers().promise instanceof Sub && Sub.resolve(1).then() instanceof Sub);
const resolved = Promise.resolve(1);
assert.ok(Promise.resolve(resolved) === resolved && Sub.resolve(resolved) !== resolved);
Sub.prototype.constructor = Promise;
assert.ok(!(Sub.resolve(1).then() instanceof Sub));
assert.throws(() => Promise.try.call(undefined, () => {}), TypeError);
assert.throws(() => Promise.resolve.call(function () {}, 1), TypeError);
const thenable = { then(f) { order.push('then called'); f('from thenable'); f('twice'); } };
Promise.resolve(thenable).then((v) => order.push(v));
process.on('exit', () => assert.deepStrictEqual(order, [3, 'thrown', 'then called', true, 'from thenable'].sort(by(order))));
function by(list) { return (x, y) => list.indexOf(x) - list.indexOf(y); }
