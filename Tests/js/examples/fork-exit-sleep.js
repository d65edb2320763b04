'use strict';
// Children that block for a second hold the parent for so long.
const assert = require('assert');
const { example } = require('../common');

async function main() {
  const began = Date.now();
  const run = example('fork-exit.js', ['sleep']);
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
  assert.ok(Date.now() - began >= 1000);
  assert.strictEqual(run.lines.filter((l) => /^child: \d+ resumed$/.test(l)).length, 2);
  assert.strictEqual(run.lines[run.lines.length - 1], 'master ends');
}
main();
