'use strict';
// Subclasses that replace open(); options.fs with writev; streams over a FileHandle use its methods; inherited options.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { tmpdir, mustCall } = require('../../common');

const folder = tmpdir();
const file = path.join(folder, 'a.txt');
fs.writeFileSync(file, 'abcdef');

function OldStream(...args) { fs.ReadStream.apply(this, args); }
Object.setPrototypeOf(OldStream.prototype, fs.ReadStream.prototype);
Object.setPrototypeOf(OldStream, fs.ReadStream);
OldStream.prototype.open = mustCall(function() {
  fs.open(this.path, this.flags, this.mode, (error, fd) => {
    if (error) return this.emit('error', error);
    this.fd = fd;
    this.emit('open', fd);
    return this.emit('ready');
  });
}, 2);
new OldStream(file).on('ready', mustCall()).on('data', mustCall((data) => assert.strictEqual(String(data), 'abcdef')));
new OldStream(path.join(folder, 'missing')).on('error', mustCall((error) => assert.strictEqual(error.code, 'ENOENT')));

const calls = [];
const custom = { open: fs.open, close: fs.close, writev: (fd, list, at, done) => { calls.push(list.length); fs.writev(fd, list, at, done); } };
const out = fs.createWriteStream(path.join(folder, 'b.txt'), { fs: custom });
out.cork();
out.write('1');
out.write('2');
out.uncork();
out.end(mustCall(() => {
  assert.deepStrictEqual(calls, [2]);
  assert.strictEqual(fs.readFileSync(path.join(folder, 'b.txt'), 'utf8'), '12');
}));
assert.throws(() => fs.createWriteStream(file, { fs: { open() {}, close() {}, writev: 'x' } }), { code: 'ERR_INVALID_ARG_TYPE' });

const ranged = fs.createReadStream(file, { __proto__: { start: 1, end: 2 } });
ranged.on('data', mustCall((data) => assert.strictEqual(String(data), 'bc')));

(async () => {
  const handle = await fs.promises.open(path.join(folder, 'c.txt'), 'w');
  const { write } = handle;
  handle.write = mustCall(function(...args) { return write.apply(this, args); });
  assert.throws(() => fs.createWriteStream(null, { fd: handle, fs: custom }), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
  const stream = fs.createWriteStream(null, { fd: handle });
  assert.strictEqual(stream.path, undefined);
  stream.end('xyz');
  stream.on('close', mustCall(() => assert.strictEqual(fs.readFileSync(path.join(folder, 'c.txt'), 'utf8'), 'xyz')));
})().then(mustCall());
