'use strict';
// Signal listeners: delivery, the default comes back when they are removed, they do not keep the process.
const assert = require('assert');
const { start, mustCall, runSource } = require('../../common');

(async () => {
  const folder = require('../../common').tree({ 's.js': `
    let n = 0;
    process.on('SIGUSR2', function handler(name, number) { if (++n === 2) process.off('SIGUSR2', handler); console.log(name, number); });
    setInterval(() => {}, 1000);
    console.log('ready');` });
  const run = start([folder + '/s.js']);
  await run.line(/^ready$/);
  run.child.kill('SIGUSR2');
  await run.matches(/^SIGUSR2 12$/, 1);
  run.child.kill('SIGUSR2');
  await run.matches(/^SIGUSR2 12$/, 2);
  run.child.kill('SIGUSR2');
  assert.deepStrictEqual(await run.exited, { code: null, signal: 'SIGUSR2' });
  const r = await runSource('process.on("SIGINT", () => {}); console.log("end")');
  assert.deepStrictEqual([r.code, r.stdout], [0, 'end\n']);
  assert.throws(() => process.kill(process.pid, 'SIGNOPE'), { code: 'ERR_UNKNOWN_SIGNAL' });
  assert.throws(() => process.kill(999999999, 0), { code: 'ESRCH' });
  assert.strictEqual(process.kill(process.pid, 0), true);
})().then(mustCall());
