'use strict';
// Blocks, switch and catch have scopes of their own, which closures keep alive.
const assert = require('assert');

const fs = [];
let x = 'outer';
{
  let x = 'block';
  fs.push(() => x);
  { const x = 'inner'; fs.push(() => x); }
}
switch (0) { case 0: let y = 'switch'; case 1: fs.push(() => y); }
assert.throws(() => { switch (1) { case 0: let z; case 1: z = 1; } }, ReferenceError);
try { throw 'caught'; } catch (x) { fs.push(() => x); }
assert.deepStrictEqual(fs.map((f) => f()), ['block', 'inner', 'switch', 'caught']);
assert.strictEqual(x, 'outer');
