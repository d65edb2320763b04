'use strict';
// open, read, write at positions, fstat, close.
const assert = require('assert');
const { tmpdir } = require('../../common');

const fs = require('fs');
const path = require('path');
const fd = fs.openSync(path.join(tmpdir(), 'f'), 'w+');
assert.strictEqual(fs.writeSync(fd, 'hello world'), 11);
assert.strictEqual(fs.writeSync(fd, Buffer.from('XY__'), 0, 2, 3), 2);
const b = Buffer.alloc(5);
assert.strictEqual(fs.readSync(fd, b, 0, 5, 2), 5);
assert.strictEqual(b.toString(), 'lXY w');
assert.strictEqual(fs.readSync(fd, b, 0, 5, 100), 0);
assert.strictEqual(fs.fstatSync(fd).size, 11);
fs.ftruncateSync(fd, 4);
fs.fsyncSync(fd);
assert.strictEqual(fs.fstatSync(fd).size, 4);
fs.closeSync(fd);
assert.throws(() => fs.closeSync(fd), { code: 'EBADF' });
assert.throws(() => fs.readSync('x', b), { code: 'ERR_INVALID_ARG_TYPE' });
