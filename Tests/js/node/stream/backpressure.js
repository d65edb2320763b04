'use strict';
// write returns false above the high-water mark, 'drain' follows; cork; destroy; end.
const assert = require('assert');
const { mustCall } = require('../../common');

const { Writable } = require('stream');
const pending = [];
const w = new Writable({ highWaterMark: 4, write(chunk, enc, cb) { pending.push(cb); } });
assert.strictEqual(w.write('abc'), true);
assert.strictEqual(w.write('de'), false);
assert.strictEqual(w.writableLength, 5);
w.once('drain', mustCall(() => { w.end('last', mustCall(() => assert.ok(w.writableFinished))); pending.shift()(); }));
pending.shift()();
setImmediate(() => pending.shift()());
w.on('close', mustCall(() => w.write('late', mustCall((e) => assert.strictEqual(e.code, 'ERR_STREAM_WRITE_AFTER_END')))));
const batches = [];
const v = new Writable({ writev(chunks, cb) { batches.push(chunks.map((c) => String(c.chunk)).join('')); cb(); } });
v.cork(); v.write('1'); v.write('2'); v.uncork(); v.end('3');
v.on('finish', mustCall(() => assert.deepStrictEqual(batches, ['12', '3'])));
