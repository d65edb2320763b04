'use strict';
// A 'message' listener in the child keeps child and parent until they are told to end.
const assert = require('assert');
const { example, sleep } = require('../common');

async function main() {
  const run = example('fork-exit.js', ['listen']);
  await run.matches(/^child: \d+ resumed$/, 2);
  await sleep(400);
  assert.strictEqual(run.child.exitCode, null);
  assert.ok(!run.lines.includes('master ends'));
  await run.end();
}
main();
