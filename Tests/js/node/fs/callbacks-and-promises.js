'use strict';
// The same with callbacks and promises; errors come as values, never thrown.
const assert = require('assert');
const { mustCall, tmpdir } = require('../../common');

const fs = require('fs');
const path = require('path');
const dir = tmpdir();
const f = path.join(dir, 'f');
fs.writeFile(f, 'cb', mustCall((err) => {
  assert.strictEqual(err, null);
  fs.readFile(f, 'utf8', mustCall((e, text) => assert.deepStrictEqual([e, text], [null, 'cb'])));
}));
fs.readFile(path.join(dir, 'none'), mustCall((err, data) => { assert.strictEqual(err.code, 'ENOENT'); assert.strictEqual(data, undefined); }));
assert.throws(() => fs.readFile(f), { code: 'ERR_INVALID_ARG_TYPE' });
(async () => {
  const p = fs.promises;
  assert.strictEqual(require('fs/promises'), p);
  const g = path.join(dir, 'g');
  await p.writeFile(g, 'one');
  await p.appendFile(g, ' two');
  assert.strictEqual(await p.readFile(g, 'utf8'), 'one two');
  assert.strictEqual((await p.stat(g)).size, 7);
  await assert.rejects(p.readFile(path.join(dir, 'none')), { code: 'ENOENT' });
  const h = await p.open(g, 'r');
  const { bytesRead, buffer } = await h.read(Buffer.alloc(3), 0, 3, 4);
  assert.deepStrictEqual([bytesRead, buffer.toString()], [3, 'two']);
  await h.close();
  await p.mkdir(path.join(dir, 'x/y'), { recursive: true });
  assert.deepStrictEqual(await p.readdir(path.join(dir, 'x')), ['y']);
  await p.rm(path.join(dir, 'x'), { recursive: true });
})().then(mustCall());
