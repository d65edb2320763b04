'use strict';
// A crashed and a killed worker are replaced by workers with new ids, and requests go on.
const assert = require('assert');
const { example, get } = require('../common');

async function main() {
  const run = example('worker-restart.js');
  const port = await run.port();
  await run.matches(/^worker \d+ listens/, 2);
  assert.strictEqual((await get(port, '/crash')).body, 'crashing\n');
  await run.line(/^worker \d+ ended: code 3$/);
  await run.line(/^worker 3 listens, pid (\d+)$/);
  const [, pid] = await run.line(/^worker 3 listens, pid (\d+)$/);
  process.kill(Number(pid), 'SIGKILL');
  await run.line(/^worker 3 ended: SIGKILL$/);
  await run.line(/^worker 4 listens/);
  for (let i = 0; i < 4; i++) assert.ok(/^worker \d+ pid \d+\n$/.test((await get(port)).body));
  await run.end();
}
main();
