'use strict';
// A slow answer that is under way at SIGTERM arrives whole; then everything ends with code 0.
const assert = require('assert');
const { example, get, groupMembers, until } = require('../common');

async function main() {
  const run = example('graceful-shutdown.js');
  const port = await run.port();
  assert.ok(/^worker \d\n$/.test((await get(port)).body));
  const slow = get(port, '/slow');
  await new Promise((resolve) => setTimeout(resolve, 200));
  run.child.kill('SIGTERM');
  const answer = await slow;
  assert.strictEqual(answer.body, 'begin end\n');
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
  assert.ok(run.lines.includes('SIGTERM: shutting down'));
  assert.ok(run.lines.includes('all workers have disconnected'));
  assert.strictEqual(run.lines.filter((l) => /^worker \d ended on request: code 0$/.test(l)).length, 2);
  await until(() => groupMembers(run.child.pid).length === 0, 'no process remains');
  await assert.rejects(get(port), { code: 'ECONNREFUSED' });
}
main();
