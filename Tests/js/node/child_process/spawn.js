'use strict';
// spawn: streams, arguments, environment, exit, errors.
const assert = require('assert');
const { mustCall } = require('../../common');

const { spawn } = require('child_process');
const c = spawn('/bin/sh', ['-c', 'read x; echo "out:$x:$V:$1"; echo err >&2; exit 3', 'sh', 'a b'], { env: { V: 'env' } });
assert.ok(c.pid > 0 && c.exitCode === null && c.spawnfile === '/bin/sh');
let out = '';
let err = '';
c.stdout.on('data', (d) => { out += d; });
c.stderr.on('data', (d) => { err += d; });
c.stdin.end('input\n');
c.on('exit', mustCall((code, signal) => assert.deepStrictEqual([code, signal, c.exitCode], [3, null, 3])));
c.on('close', mustCall((code) => assert.deepStrictEqual([code, out, err], [3, 'out:input:env:a b\n', 'err\n'])));
const none = spawn('/no/such/program', ['x']);
none.on('error', mustCall((e) => assert.deepStrictEqual([e.code, e.syscall, e.path, e.spawnargs], ['ENOENT', 'spawn /no/such/program', '/no/such/program', ['x']])));
const k = spawn('sleep', ['100']);
k.on('spawn', mustCall(() => assert.strictEqual(k.kill(), true)));
k.on('exit', mustCall((code, signal) => { assert.deepStrictEqual([code, signal, k.killed], [null, 'SIGTERM', true]); assert.strictEqual(k.kill(), false); }));
const cwd = spawn('pwd', { cwd: '/', shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
assert.strictEqual(cwd.stdin, null);
cwd.stdout.on('data', mustCall((d) => assert.strictEqual(String(d), '/\n')));
