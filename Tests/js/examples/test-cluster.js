'use strict';
// The first example: the lines that it prints, and answers from both workers in turn.
const assert = require('assert');
const { example, get } = require('../common');

async function main() {
  const run = example('test-cluster.js');
  const master = await run.line(/^master pid: (\d+)$/);
  assert.strictEqual(Number(master[1]), run.child.pid);
  const workers = (await run.matches(/^isMaster: false pid: (\d+)$/, 2)).map((m) => m[1]);
  assert.notStrictEqual(workers[0], workers[1]);
  const port = await run.port();
  const seen = new Set();
  for (let i = 0; i < 10; i++) {
    const { status, body } = await get(port);
    assert.strictEqual(status, 200);
    const m = /^hello world\n(\d+)$/.exec(body);
    assert.ok(m, body);
    assert.ok(workers.includes(m[1]));
    seen.add(m[1]);
  }
  assert.strictEqual(seen.size, 2);
  await run.end();
}
main();
