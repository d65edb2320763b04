'use strict';
// Children answer on the parent's socket; a child that meets an error is succeeded by another.
const assert = require('assert');
const { example, get, until } = require('../common');

async function main() {
  const run = example('server-handle.js');
  const port = await run.port();
  const ready = await run.matches(/^child (\d+) is ready$/, 2);
  const pids = ready.map((m) => m[1]);
  assert.notStrictEqual(pids[0], pids[1]);
  const answered = async () => {
    const { body } = await get(port);
    const m = /^(?:child (\d+) of \d+|parent (\d+))\n$/.exec(body);
    assert.ok(m, body);
    assert.ok([...pids, String(run.child.pid)].includes(m[1] || m[2]), body);
  };
  for (let i = 0; i < 20; i++) await answered();
  // Who gets a connection is chance: errors are asked for until a child got one.
  const ended = () => run.lines.some((l) => /^child \d+ ended: code 1$/.test(l));
  for (let i = 0; i < 500 && !run.lines.some((l) => /an error on purpose$/.test(l)); i++) {
    await get(port, '/error');
  }
  await run.matches(/^child (\d+) is ready$/, 3);
  await until(ended, 'the child that met the error ends');
  await run.end();
}
main();
