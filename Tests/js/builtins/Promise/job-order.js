'use strict';
// The order of reactions, of nested thens and of thenables (which take one more turn each).
const assert = require('assert');
const { mustCall } = require('../../common');

const log = [];
Promise.resolve().then(() => log.push(1)).then(() => log.push(4)).then(() => log.push(7));
Promise.resolve().then(() => { log.push(2); return Promise.resolve('x'); }).then(() => log.push(9));
Promise.resolve().then(() => log.push(3)).then(() => log.push(5)).then(() => log.push(8)).then(() => log.push(10));
queueMicrotask(() => queueMicrotask(() => log.push(6)));
setImmediate(mustCall(() => assert.deepStrictEqual(log, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])));
