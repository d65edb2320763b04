'use strict';
// Which argument is complained about first, and forms of arguments that are easily got wrong.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { tmpdir, mustNotCall } = require('../../common');

const folder = tmpdir();
const file = path.join(folder, 'a');
fs.writeFileSync(file, 'abc');
const fd = fs.openSync(file, 'r+');

assert.throws(() => fs.fchown(1, ''), { code: 'ERR_INVALID_ARG_TYPE', message: /"uid"/ });
assert.throws(() => fs.fchmod(1, '123x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.read(fd, 4, 0, 'utf-8', mustNotCall()), { message: /"buffer"/ });
for (const options of [false, 42n, 'text', [], () => {}]) {
  assert.throws(() => fs.readSync(fd, Buffer.alloc(3), options), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.strictEqual(fs.readSync(fd, Buffer.alloc(3), null), 3);
// A length behind a string is no encoding.
assert.strictEqual(fs.writeSync(fd, 'xyz', 0, 16), 3);
fs.closeSync(fd);
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'xyz');
assert.throws(() => fs.opendirSync('.', { encoding: 'no' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.realpathSync('/missing', 'no'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new fs.Dir(), { code: 'ERR_MISSING_ARGS' });
assert.strictEqual(fs._toUnixTimestamp('12'), 12);
assert.throws(() => fs._toUnixTimestamp({}), { code: 'ERR_INVALID_ARG_TYPE' });
// The folders in front of `..` are made too.
fs.mkdirSync(`${folder}/one/../two/three`, { recursive: true });
assert.deepStrictEqual(fs.readdirSync(folder).sort(), ['a', 'one', 'two']);
