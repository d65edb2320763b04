'use strict';
// The conversation, in the order that each worker guarantees, and an end without being told.
const assert = require('assert');
const { example, groupMembers } = require('../common');

async function main() {
  const run = example('messages.js');
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
  const at = (line) => {
    const i = run.lines.indexOf(line);
    assert.ok(i >= 0, `${line} in ${run.lines.join('|')}`);
    return i;
  };
  const sums = [6, 60, 600];
  for (let id = 1; id <= 3; id++) {
    const hello = at(`primary: worker ${id} says hello`);
    const result = at(`primary: worker ${id} computed ${sums[id - 1]}`);
    const left = at(`primary: worker ${id} left with code 0`);
    assert.ok(hello < result && result < left);
  }
  assert.strictEqual(run.lines.length, 9);
  assert.deepStrictEqual(groupMembers(run.child.pid), []);
}
main();
