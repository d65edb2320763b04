'use strict';
// Folders: mkdir recursive, readdir with types, rm, links, realpath, mkdtemp.
const assert = require('assert');
const { tmpdir } = require('../../common');

const fs = require('fs');
const path = require('path');
const dir = tmpdir();
assert.strictEqual(fs.mkdirSync(path.join(dir, 'a/b/c'), { recursive: true }), path.join(dir, 'a'));
assert.strictEqual(fs.mkdirSync(path.join(dir, 'a/b/c'), { recursive: true }), undefined);
assert.throws(() => fs.mkdirSync(path.join(dir, 'a')), { code: 'EEXIST' });
fs.writeFileSync(path.join(dir, 'a/f'), '1');
fs.symlinkSync('f', path.join(dir, 'a/link'));
assert.deepStrictEqual(fs.readdirSync(path.join(dir, 'a')).sort(), ['b', 'f', 'link']);
const types = Object.fromEntries(fs.readdirSync(path.join(dir, 'a'), { withFileTypes: true }).map((e) => [e.name, e.isDirectory() ? 'd' : e.isSymbolicLink() ? 'l' : 'f']));
assert.deepStrictEqual(types, { b: 'd', f: 'f', link: 'l' });
assert.strictEqual(fs.readlinkSync(path.join(dir, 'a/link')), 'f');
assert.ok(fs.lstatSync(path.join(dir, 'a/link')).isSymbolicLink() && fs.statSync(path.join(dir, 'a/link')).isFile());
assert.strictEqual(fs.realpathSync(path.join(dir, 'a/link')), fs.realpathSync(path.join(dir, 'a/f')));
assert.throws(() => fs.rmdirSync(path.join(dir, 'a')), { code: 'ENOTEMPTY' });
assert.throws(() => fs.rmSync(path.join(dir, 'none')), { code: 'ENOENT' });
fs.rmSync(path.join(dir, 'none'), { force: true });
fs.rmSync(path.join(dir, 'a'), { recursive: true });
assert.deepStrictEqual(fs.readdirSync(dir), []);
assert.ok(fs.mkdtempSync(path.join(dir, 'pre-')).startsWith(path.join(dir, 'pre-')));
