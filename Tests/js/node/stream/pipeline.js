'use strict';
// Readable, Transform, Writable and pipeline with errors.
const assert = require('assert');
const { mustCall } = require('../../common');

const { Readable, Transform, Writable, pipeline, PassThrough } = require('stream');
const { pipeline: pipelineAsync } = require('stream/promises');
(async () => {
  const out = [];
  const upper = () => new Transform({ transform(chunk, enc, cb) { cb(null, String(chunk).toUpperCase()); }, flush(cb) { this.push('!'); cb(); } });
  const sink = () => new Writable({ write(chunk, enc, cb) { out.push(String(chunk)); setImmediate(cb); } });
  await pipelineAsync(Readable.from(['a', 'b']), upper(), sink());
  assert.deepStrictEqual(out, ['A', 'B', '!']);
  await assert.rejects(pipelineAsync(Readable.from(['a']), new Transform({ transform(c, e, cb) { cb(new Error('t')); } }), sink()), /t/);
  const r = new Readable({ read() { this.push(n < 3 ? String(n++) : null); } });
  let n = 0;
  const got = [];
  for await (const c of r) got.push(String(c));
  assert.strictEqual(got.join(''), '012');
  pipeline(Readable.from([]), new PassThrough().resume(), mustCall((err) => assert.strictEqual(err, undefined)));
  const objects = [];
  for await (const x of Readable.from([1, { a: 2 }])) objects.push(x);
  assert.deepStrictEqual(objects, [1, { a: 2 }]);
})().then(mustCall());
