'use strict';
// createReadStream and createWriteStream: ranges, pipe, errors.
const assert = require('assert');
const { mustCall, tmpdir } = require('../../common');

const fs = require('fs');
const path = require('path');
const dir = tmpdir();
const a = path.join(dir, 'a');
const b = path.join(dir, 'b');
const data = Buffer.alloc(300000, 'abcdefghij');
fs.writeFileSync(a, data);
fs.createReadStream(a).pipe(fs.createWriteStream(b)).on('finish', mustCall(() => {
  assert.ok(fs.readFileSync(b).equals(data));
  let text = '';
  fs.createReadStream(b, { start: 5, end: 14, encoding: 'utf8' }).on('data', (d) => { text += d; }).on('close', mustCall(() => assert.strictEqual(text, 'fghijabcde')));
}));
fs.createReadStream(path.join(dir, 'none')).on('error', mustCall((e) => assert.strictEqual(e.code, 'ENOENT')));
const w = fs.createWriteStream(path.join(dir, 'c'));
w.write('1');
w.end('2', mustCall(() => { assert.strictEqual(fs.readFileSync(path.join(dir, 'c'), 'utf8'), '12'); assert.strictEqual(w.bytesWritten, 2); }));
