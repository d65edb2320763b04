'use strict';
// The parent ends by itself after its children.
const assert = require('assert');
const { example, groupMembers } = require('../common');

async function main() {
  const run = example('fork-exit.js');
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
  assert.strictEqual(run.lines[0], `master pid: ${run.child.pid}`);
  assert.strictEqual(run.lines.filter((l) => /^sub: \d+$/.test(l)).length, 2);
  assert.strictEqual(run.lines[3], 'master ends');
  assert.deepStrictEqual(groupMembers(run.child.pid), []);
}
main();
