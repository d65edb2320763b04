'use strict';
// A parent with forked children ends by itself after them; a 'message' listener in the child holds both.
const assert = require('assert');
const { runSource, mustCall, start, tree, sleep } = require('../../common');

const parent = `
  const { fork } = require('child_process');
  console.log('master pid: ' + process.pid);
  for (let i = 0; i < 2; i++) fork(__dirname + '/sub.js');`;
(async () => {
  const run = (sub) => runSource(parent, { files: { 'sub.js': sub } });
  const plain = await run("console.log('sub: ' + process.pid);");
  assert.strictEqual(plain.code, 0);
  assert.strictEqual(plain.stdout.match(/^sub: \d+$/gm).length, 2);
  const began = Date.now();
  const slow = await run("require('child_process').execSync('sleep 1');");
  assert.strictEqual(slow.code, 0);
  assert.ok(Date.now() - began >= 1000);
  const folder = tree({ 'main.js': parent, 'sub.js': "require('child_process').execSync('sleep 0.1'); console.log(`child: ${process.pid} resumed`); process.on('message', () => {});" });
  const held = start([folder + '/main.js'], { detached: true });
  const pids = (await held.matches(/^child: (\d+) resumed$/, 2)).map((m) => Number(m[1]));
  await sleep(300);
  assert.strictEqual(held.child.exitCode, null);
  for (const pid of pids) process.kill(pid);
  assert.deepStrictEqual(await held.exited, { code: 0, signal: null });
})().then(mustCall());
