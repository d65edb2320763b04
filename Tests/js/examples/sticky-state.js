'use strict';
// Each worker counts for itself, the primary for all.
const assert = require('assert');
const { example, get } = require('../common');

async function main() {
  const run = example('sticky-state.js');
  const port = await run.port();
  const answers = [];
  for (let i = 0; i < 8; i++) answers.push(JSON.parse((await get(port)).body));
  assert.deepStrictEqual(answers.map((a) => a.all), [1, 2, 3, 4, 5, 6, 7, 8]);
  const last = {};
  for (const a of answers) {
    assert.strictEqual(a.mine, (last[a.worker] || 0) + 1);
    last[a.worker] = a.mine;
  }
  assert.strictEqual(Object.values(last).reduce((x, y) => x + y), 8);
  await run.end();
}
main();
