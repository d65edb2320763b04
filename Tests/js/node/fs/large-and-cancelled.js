'use strict';
// Files that are too large, writes that are cancelled on the way, flush, and lengths of null.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { tmpdir, mustCall } = require('../../common');

const folder = tmpdir();
const large = path.join(folder, 'large');
fs.writeFileSync(large, '');
fs.truncateSync(large, 2 ** 31);
assert.throws(() => fs.readFileSync(large), { code: 'ERR_FS_FILE_TOO_LARGE', name: 'RangeError' });
fs.readFile(large, mustCall((error) => assert.strictEqual(error.code, 'ERR_FS_FILE_TOO_LARGE')));

(async () => {
  const file = path.join(folder, 'file');
  const controller = new AbortController();
  process.nextTick(() => controller.abort());
  await assert.rejects(fs.promises.writeFile(file, Buffer.alloc(4 << 20), { signal: controller.signal }), { name: 'AbortError' });

  fs.writeFileSync(file, 'abc');
  const handle = await fs.promises.open(file);
  for (const length of [undefined, null]) {
    assert.strictEqual((await handle.read(Buffer.alloc(2), 0, length, 0)).bytesRead, 2);
    assert.strictEqual((await handle.read({ buffer: Buffer.alloc(2), length, position: 0 })).bytesRead, 2);
  }
  await handle.close();
  await assert.rejects(fs.promises.access(file, 'r'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => fs.writeFileSync(file, 'x', { flush: 'yes' }), { code: 'ERR_INVALID_ARG_TYPE' });

  const { fsync } = fs;
  fs.fsync = mustCall((...args) => fsync(...args));
  const stream = fs.createWriteStream(file, { flush: true });
  stream.end('flushed', mustCall());
  stream.on('close', mustCall(() => { fs.fsync = fsync; }));

  // The part of a descriptor that was not read yet.
  const fd = fs.openSync(file.replace('file', 'other'), 'w+');
  fs.writeSync(fd, 'abcdef');
  fs.readSync(fd, Buffer.alloc(2), 0, 2, 0);
  assert.strictEqual(String(fs.readFileSync(fd)), '');
  fs.closeSync(fd);
})().then(mustCall());
