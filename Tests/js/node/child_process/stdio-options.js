'use strict';
// stdio: inherit, ignore, descriptors, extra pipes, detached children.
const assert = require('assert');
const { mustCall, tmpdir } = require('../../common');

const { spawn } = require('child_process');
const fs = require('fs');
const file = require('path').join(tmpdir(), 'out');
const fd = fs.openSync(file, 'w');
const c = spawn('/bin/sh', ['-c', 'echo to file; echo extra >&3; exit 0'], { stdio: ['ignore', fd, 'ignore', 'pipe'] });
assert.deepStrictEqual([c.stdin, c.stdout, c.stderr], [null, null, null]);
let extra = '';
c.stdio[3].on('data', (d) => { extra += d; });
c.on('close', mustCall(() => {
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'to file\n');
  assert.strictEqual(extra, 'extra\n');
  fs.closeSync(fd);
}));
const d = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
d.on('spawn', mustCall(() => process.kill(-d.pid, 'SIGKILL')));
d.on('exit', mustCall((code, signal) => assert.strictEqual(signal, 'SIGKILL')));
assert.throws(() => spawn(''), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => spawn('x', 'y'), { code: 'ERR_INVALID_ARG_TYPE' });
const controller = new AbortController();
const a = spawn('sleep', ['60'], { signal: controller.signal });
a.on('error', mustCall((e) => assert.strictEqual(e.name, 'AbortError')));
controller.abort();
