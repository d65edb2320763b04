'use strict';
// The stream module. https://nodejs.org/docs/latest-v20.x/api/stream.html

const { Stream } = require('internal/streams/legacy');
const utils = require('internal/streams/utils');

module.exports = Stream;
Stream.Stream = Stream;
Stream.Readable = require('internal/streams/readable');
Stream.Writable = require('internal/streams/writable');
Stream.Duplex = require('internal/streams/duplex');
Stream.isDestroyed = utils.isDestroyed;
Stream.isDisturbed = utils.isDisturbed;
Stream.isErrored = utils.isErrored;
Stream.isReadable = utils.isReadable;
Stream.isWritable = utils.isWritable;
Stream.getDefaultHighWaterMark = utils.getDefaultHighWaterMark;
Stream.setDefaultHighWaterMark = utils.setDefaultHighWaterMark;

// Most programs that load streams never touch the following.
function lazy(name, load) {
  Object.defineProperty(Stream, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = load();
      Object.defineProperty(Stream, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(Stream, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
    },
  });
}
function withPromise(fn, name) {
  Object.defineProperty(fn, require('internal/util').promisify.custom, {
    __proto__: null, enumerable: true, get() { return require('stream/promises')[name]; },
  });
  return fn;
}
lazy('Transform', () => require('internal/streams/transform'));
lazy('PassThrough', () => require('internal/streams/transform').PassThrough);
lazy('pipeline', () => withPromise(require('internal/streams/pipeline').pipeline, 'pipeline'));
lazy('finished', () => withPromise(require('internal/streams/end-of-stream').eos, 'finished'));
lazy('addAbortSignal', () => require('internal/streams/add-abort-signal').addAbortSignalChecked);
lazy('compose', () => require('internal/streams/compose').compose);
lazy('duplexPair', () => require('internal/streams/duplex-pair').duplexPair);
lazy('destroy', () => require('internal/streams/destroy').destroyer);
Object.defineProperty(Stream, 'promises', { __proto__: null, configurable: true, enumerable: true, get() { return require('stream/promises'); } });

Stream._isUint8Array = (value) => internalBinding('types').isUint8Array?.(value) ?? value instanceof Uint8Array;
Stream._isArrayBufferView = (value) => ArrayBuffer.isView(value);
Stream._uint8ArrayToBuffer = (chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
