'use strict';
// exec and execFile: output, errors with codes, timeouts, maxBuffer.
const assert = require('assert');
const { mustCall } = require('../../common');

const { exec, execFile } = require('child_process');
const { promisify } = require('util');
(async () => {
  exec('echo $((1 + 2)) && echo err >&2', mustCall((e, stdout, stderr) => assert.deepStrictEqual([e, stdout, stderr], [null, '3\n', 'err\n'])));
  exec('exit 5', mustCall((e) => assert.deepStrictEqual([e.code, e.killed, e.signal, e.cmd], [5, false, null, 'exit 5'])));
  exec('exec sleep 50', { timeout: 50 }, mustCall((e) => assert.deepStrictEqual([e.killed, e.signal], [true, 'SIGTERM'])));
  execFile('printf', ['%s-', 'a b', 'c'], mustCall((e, stdout) => assert.strictEqual(stdout, 'a b-c-')));
  execFile('head', ['-c', '5000', '/dev/zero'], { maxBuffer: 100 }, mustCall((e) => assert.strictEqual(e.code, 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')));
  const r = await promisify(exec)('echo promised');
  assert.strictEqual(r.stdout, 'promised\n');
  await assert.rejects(promisify(execFile)('/no/such'), { code: 'ENOENT' });
})().then(mustCall());
