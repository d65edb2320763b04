'use strict';
// A composition that ends in a Writable has finished when that has.
const assert = require('assert');
const { Transform, Writable, compose } = require('stream');
const { mustCall } = require('../../common');

let result = '';
compose(
  new Transform({ transform(chunk, encoding, done) { done(null, String(chunk).toUpperCase()); } }),
  async function*(source) { for await (const chunk of source) yield chunk; },
  new Writable({ write(chunk, encoding, done) { result += chunk; setImmediate(done); } }),
).end('asd').on('finish', mustCall(() => assert.strictEqual(result, 'ASD')));
assert.throws(() => new Writable({ defaultEncoding: 'nonsense' }), { code: 'ERR_UNKNOWN_ENCODING' });

// What the last stream has made is read to its end.
(async () => {
  const { PassThrough } = require('stream');
  const objects = new Transform({ readableObjectMode: true, transform(chunk, encoding, done) { done(null, { value: String(chunk) }); } });
  const both = compose(new PassThrough(), objects);
  both.write('a');
  both.end('b');
  const values = [];
  for await (const { value } of both) values.push(value);
  assert.deepStrictEqual(values, ['a', 'b']);
})().then(mustCall());
