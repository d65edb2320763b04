'use strict';
// Fields of a derived class are made when super returns, so a base constructor does not see them.
const assert = require('assert');

const log = [];
class A {
  a = log.push('field a');
  constructor() { log.push('A'); this.hook(); }
  hook() {}
}
class B extends A {
  b = log.push('field b');
  constructor() { log.push('before'); super(); log.push('B'); }
  hook() { log.push('hook sees ' + this.b); }
}
new B();
assert.deepStrictEqual(log, ['before', 'field a', 'A', 'hook sees undefined', 'field b', 'B']);
