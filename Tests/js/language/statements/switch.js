'use strict';
// switch: strict comparison, fall through, default in the middle, evaluation of cases in order.
const assert = require('assert');

const pick = (v) => {
  const log = [];
  switch (v) {
    case 1: log.push('one');
    case 2: log.push('two'); break;
    default: log.push('default');
    case '3': log.push('three');
  }
  return log.join();
};
assert.strictEqual(pick(1), 'one,two');
assert.strictEqual(pick(2), 'two');
assert.strictEqual(pick('3'), 'three');
assert.strictEqual(pick(3), 'default,three');
assert.strictEqual(pick(NaN), 'default,three');
const order = [];
const c = (x) => { order.push(x); return x; };
switch (c(2)) { case c(1): case c(2): case c(3): }
assert.deepStrictEqual(order, [2, 1, 2]);
assert.throws(() => eval('switch (1) { default: default: }'), SyntaxError);
assert.throws(() => eval('switch (1) { case 1: let a; case 2: let a; }'), SyntaxError);
