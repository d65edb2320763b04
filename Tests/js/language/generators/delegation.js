'use strict';
// yield* passes next, throw and return on, and gives the value that the inner one returns.
const assert = require('assert');

const log = [];
function* inner() {
  try {
    const got = yield 'i1';
    log.push('inner got ' + got);
    yield 'i2';
  } catch (e) { log.push('inner caught ' + e); } finally { log.push('inner finally'); }
  return 'result';
}
function* outer() { log.push('outer got ' + (yield* inner())); yield 'o'; }
let it = outer();
it.next();
assert.strictEqual(it.next('A').value, 'i2');
assert.strictEqual(it.throw('E').value, 'o');
assert.deepStrictEqual(log, ['inner got A', 'inner caught E', 'inner finally', 'outer got result']);
log.length = 0;
it = outer();
it.next();
assert.deepStrictEqual(it.return('R'), { value: 'R', done: true });
assert.deepStrictEqual(log, ['inner finally']);
assert.deepStrictEqual([...(function*() { yield* [1, 2]; yield* 'ab'; })()], [1, 2, 'a', 'b']);
