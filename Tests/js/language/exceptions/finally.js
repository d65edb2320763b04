'use strict';
// finally runs for every way out, and its own completion wins.
const assert = require('assert');

const log = [];
function f(how) {
  for (let i = 0; i < 2; i++) {
    try {
      log.push('try ' + i);
      if (how === 'return') return 'value';
      if (how === 'throw') throw new Error('thrown');
      if (how === 'break') break;
      if (how === 'continue') continue;
    } finally { log.push('finally ' + i); }
  }
  return 'end';
}
assert.strictEqual(f('return'), 'value');
assert.strictEqual(f('break'), 'end');
assert.strictEqual(f('continue'), 'end');
assert.throws(() => f('throw'), /thrown/);
assert.strictEqual(log.join(','), 'try 0,finally 0,try 0,finally 0,try 0,finally 0,try 1,finally 1,try 0,finally 0');
assert.strictEqual((() => { try { throw 1; } catch { return 'c'; } finally { return 'f'; } })(), 'f');
assert.strictEqual((() => { a: try { return 1; } finally { break a; } return 2; })(), 2);
assert.strictEqual((() => { let x = 1; try { return x; } finally { x = 2; } })(), 1);
assert.strictEqual((() => { for (const x of [1, 2]) { try { return x; } finally { continue; } } return 'all'; })(), 'all');
assert.throws(() => { try { throw new Error('first'); } finally { throw new Error('second'); } }, /second/);
