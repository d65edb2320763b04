'use strict';
// Synchronous files: write, append, read, stat, rename, copy, remove, errors.
const assert = require('assert');
const { tmpdir } = require('../../common');

const fs = require('fs');
const path = require('path');
const dir = tmpdir();
const f = path.join(dir, 'a.txt');
fs.writeFileSync(f, 'héllo');
fs.appendFileSync(f, Buffer.from('!\n'));
assert.strictEqual(fs.readFileSync(f, 'utf8'), 'héllo!\n');
assert.ok(Buffer.isBuffer(fs.readFileSync(f)));
const s = fs.statSync(f);
assert.ok(s.isFile() && !s.isDirectory() && s.size === 8 && s.mtime instanceof Date);
fs.renameSync(f, f + '2');
assert.ok(!fs.existsSync(f) && fs.existsSync(f + '2'));
fs.copyFileSync(f + '2', f);
fs.unlinkSync(f + '2');
fs.writeFileSync(f, 'x', { flag: 'a', mode: 0o600 });
assert.strictEqual(fs.readFileSync(f, { encoding: 'latin1' }).length, 9);
assert.throws(() => fs.readFileSync(path.join(dir, 'none')), { code: 'ENOENT', syscall: 'open', errno: -2, message: `ENOENT: no such file or directory, open '${path.join(dir, 'none')}'` });
assert.throws(() => fs.writeFileSync(f, 'x', { flag: 'wx' }), { code: 'EEXIST' });
assert.strictEqual(fs.statSync(path.join(dir, 'none'), { throwIfNoEntry: false }), undefined);
fs.truncateSync(f, 2);
fs.chmodSync(f, 0o400);
assert.strictEqual(fs.statSync(f).mode & 0o777, 0o400);
fs.accessSync(f);
assert.throws(() => fs.accessSync(f + 'x'), { code: 'ENOENT' });
