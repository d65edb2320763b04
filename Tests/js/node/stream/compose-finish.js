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
