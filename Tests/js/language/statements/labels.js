'use strict';
// break and continue to labels of loops and blocks.
const assert = require('assert');

const log = [];
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j === 1) continue outer;
    if (i === 2) break outer;
    log.push(`${i}${j}`);
  }
}
assert.deepStrictEqual(log, ['00', '10']);
block: { log.push('in'); if (log.length) break block; log.push('never'); }
assert.strictEqual(log[log.length - 1], 'in');
a: b: for (;;) { for (;;) break a; }
let n = 0;
l: do { n++; if (n < 3) continue l; break; } while (true);
assert.strictEqual(n, 3);
assert.throws(() => eval('x: { continue x; }'), SyntaxError);
assert.throws(() => eval('break y;'), SyntaxError);
assert.throws(() => eval('a: a: ;'), SyntaxError);
