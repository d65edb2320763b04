'use strict';
// A pattern in a loop over a generator: stepping the generator must leave the loop's own values alone.
const assert = require('assert');

let runs = 0;
const iterator = (function* () { runs += 1; })();
let rounds = 0;
for (const [...[]] of [iterator]) {
  assert.strictEqual(runs, 1);
  rounds += 1;
}
assert.strictEqual(rounds, 1);
