'use strict';
// spawnSync, execSync, execFileSync.
const assert = require('assert');

const { spawnSync, execSync, execFileSync } = require('child_process');
const r = spawnSync('/bin/sh', ['-c', 'cat; echo e >&2; exit 2'], { input: 'in' });
assert.deepStrictEqual([r.status, r.signal, String(r.stdout), String(r.stderr), r.output.length], [2, null, 'in', 'e\n', 3]);
assert.strictEqual(execSync('echo hi', { encoding: 'utf8' }), 'hi\n');
assert.strictEqual(String(execFileSync('echo', ['a', 'b'])), 'a b\n');
assert.throws(() => execSync('echo bad >&2; exit 4', { stdio: 'pipe' }), (e) => e.status === 4 && e.message === 'Command failed: echo bad >&2; exit 4\nbad\n');
const began = Date.now();
execSync('sleep 0.2');
assert.ok(Date.now() - began >= 190);
const t = spawnSync('sleep', ['50'], { timeout: 50 });
assert.deepStrictEqual([t.signal, t.error.code], ['SIGTERM', 'ETIMEDOUT']);
assert.strictEqual(spawnSync('/no/such').error.code, 'ENOENT');
