'use strict';
// stream/consumers, duplexPair, and the old names of the classes.
const assert = require('assert');
const { Readable, duplexPair, Transform } = require('stream');
const consumers = require('stream/consumers');
const { mustCall } = require('../../common');

assert.strictEqual(require('_stream_transform'), Transform);
const source = () => Readable.from(['{"a":', Buffer.from('"é"}')]);
(async () => {
  assert.strictEqual(await consumers.text(source()), '{"a":"é"}');
  assert.deepStrictEqual(await consumers.json(source()), { a: 'é' });
  assert.deepStrictEqual(await consumers.buffer(source()), Buffer.from('{"a":"é"}'));
  assert.strictEqual((await consumers.arrayBuffer(source())).byteLength, 10);
  assert.strictEqual((await consumers.blob(source())).size, 10);

  const [a, b] = duplexPair();
  a.write('ping');
  b.once('data', mustCall((data) => {
    assert.strictEqual(String(data), 'ping');
    b.end('pong');
  }));
  assert.strictEqual(await consumers.text(a), 'pong');
})().then(mustCall());
