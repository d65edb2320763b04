'use strict';
// How a process ends: exit, exitCode, uncaught errors, signals, exit events.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const code = async (source) => { const r = await runSource(source); return [r.code, r.stdout]; };
  assert.deepStrictEqual(await code('process.exit(3)'), [3, '']);
  assert.deepStrictEqual(await code('process.exitCode = 4'), [4, '']);
  assert.deepStrictEqual(await code('process.exitCode = 4; process.exit()'), [4, '']);
  assert.deepStrictEqual(await code('process.on("exit", (c) => { console.log("exit", c); process.exitCode = 9; setTimeout(() => console.log("never"), 1); })'), [9, 'exit 0\n']);
  assert.deepStrictEqual(await code('let n = 0; process.on("beforeExit", (c) => { console.log("before", c); if (n++ === 0) setTimeout(() => console.log("more"), 1); })'), [0, 'before 0\nmore\nbefore 0\n']);
  assert.deepStrictEqual(await code('process.on("exit", (c) => console.log(c)); throw new Error("x")'), [1, '1\n']);
  assert.deepStrictEqual(await code('syntax error here'), [1, '']);
  assert.deepStrictEqual(await code('process.on("uncaughtException", () => { throw new Error("again") }); throw 1'), [7, '']);
  assert.deepStrictEqual(await code('process.once("uncaughtException", (e) => console.log(e.message)); setTimeout(() => console.log("alive"), 5); throw new Error("caught")'), [0, 'caught\nalive\n']);
  const killed = await runSource('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 1000)');
  assert.deepStrictEqual([killed.code, killed.signal], [null, 'SIGTERM']);
  const aborted = await runSource('await_ = 1; setInterval(() => {}, 1000); setTimeout(() => process.exit(), 5)');
  assert.strictEqual(aborted.code, 0);
})().then(mustCall());
