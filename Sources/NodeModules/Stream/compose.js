'use strict';
// internal/streams/compose: stream.compose and stream.Duplex.from.
// https://nodejs.org/docs/latest-v20.x/api/stream.html#streamcomposestreams

const { AbortError, codes } = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const Duplex = require('internal/streams/duplex');
const Readable = require('internal/streams/readable');
const utils = require('internal/streams/utils');

/**
 * One duplex whose writable side is `writable` and whose readable side is `readable`; either may be absent. It has finished with
 * `last`.
 */
function joinPair(readable, writable, last = writable) {
  const r = readable ? (typeof readable.read !== 'function' ? Readable.wrap(readable) : readable) : undefined;
  const w = writable;
  const readableSide = !!r && utils.isReadable(r);
  const writableSide = !!w && utils.isWritable(w);
  let onDrain;
  let onFinish;
  let onReadable;
  let onClose;
  const duplex = new Duplex({
    readableObjectMode: !!r?.readableObjectMode,
    writableObjectMode: !!w?.writableObjectMode,
    readable: readableSide,
    writable: writableSide,
  });
  function onFinished(error) {
    const callback = onClose;
    onClose = null;
    if (callback) callback(error);
    else if (error) duplex.destroy(error);
  }
  if (writableSide) {
    eos(w, { readable: false }, (error) => {
      if (error) destroyer(r, error);
      onFinished(error);
    });
    duplex._write = (chunk, encoding, callback) => {
      if (w.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    duplex._final = (callback) => {
      w.end();
      onFinish = callback;
    };
    w.on('drain', () => {
      if (onDrain) {
        const callback = onDrain;
        onDrain = null;
        callback();
      }
    });
    last.on('finish', () => {
      if (onFinish) {
        const callback = onFinish;
        onFinish = null;
        callback();
      }
    });
  }
  if (readableSide) {
    eos(r, { writable: false }, (error) => {
      if (error && r !== w) destroyer(w, error);
      if (error) onFinished(error);
    });
    r.on('readable', () => {
      if (onReadable) {
        const callback = onReadable;
        onReadable = null;
        callback();
      }
    });
    r.on('end', () => duplex.push(null));
    duplex._read = () => {
      for (;;) {
        const chunk = r.read();
        if (chunk === null) {
          onReadable = duplex._read;
          return;
        }
        if (!duplex.push(chunk)) return;
      }
    };
  }
  duplex._destroy = (error, callback) => {
    if (!error && onClose !== null && !finishedBoth(r, w)) error = new AbortError();
    onReadable = null;
    onDrain = null;
    onFinish = null;
    onClose = null;
    callback(error);
    destroyer(w, error);
    destroyer(r, error);
  };
  return duplex;
}

function finishedBoth(r, w) {
  return (!r || utils.isReadableFinished(r, false)) && (!w || utils.isWritableFinished(w, false));
}

function isBlob(value) {
  return typeof Blob !== 'undefined' && value instanceof Blob;
}

/** stream.Duplex.from(src) */
function duplexify(body, name) {
  if (utils.isDuplexNodeStream(body)) return body;
  if (utils.isReadableNodeStream(body)) return joinPair(body);
  if (utils.isWritableNodeStream(body)) return joinPair(undefined, body);
  if (utils.isNodeStream(body)) return joinPair();
  if (typeof body === 'function') return fromFunction(body, name);
  if (isBlob(body)) return duplexify(body.arrayBuffer());
  if (utils.isIterable(body)) return fromIterable(body, { objectMode: true, writable: false });
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const readable = body.readable ? (utils.isReadableNodeStream(body.readable) ? body.readable : duplexify(body.readable)) : undefined;
    const writable = body.writable ? (utils.isWritableNodeStream(body.writable) ? body.writable : duplexify(body.writable)) : undefined;
    return joinPair(readable, writable);
  }
  if (typeof body?.then === 'function') {
    const duplex = new Duplex({ objectMode: true, writable: false, read() {} });
    body.then((value) => {
      if (value != null) duplex.push(value);
      duplex.push(null);
    }, (error) => destroyer(duplex, error));
    return duplex;
  }
  throw new codes.ERR_INVALID_ARG_TYPE(name,
    ['Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function', '{ readable, writable } pair', 'Promise'], body);
}

function fromIterable(iterable, options) {
  const duplex = new Duplex(options);
  const source = Readable.from(iterable, { objectMode: true });
  duplex._read = () => {
    for (;;) {
      const chunk = source.read();
      if (chunk === null || !duplex.push(chunk)) break;
    }
  };
  source.on('readable', duplex._read);
  source.on('end', () => duplex.push(null));
  source.on('error', (error) => duplex.destroy(error));
  duplex._destroy = (error, callback) => {
    destroyer(source, error);
    callback(error);
  };
  return duplex;
}

/** A function gets what is written as an async iterable; it answers a promise or an async iterable. */
function fromFunction(fn, name) {
  let pending = null;
  let notify = null;
  const controller = new AbortController();
  const { signal } = controller;
  const input = (async function* written() {
    for (;;) {
      if (pending === null) {
        await new Promise((resolve) => {
          notify = resolve;
        });
        notify = null;
      }
      const item = pending;
      pending = null;
      process.nextTick(item.callback);
      if (item.done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      yield item.chunk;
    }
  })();
  const give = (item) => {
    pending = item;
    if (notify) notify();
  };
  const write = (chunk, encoding, callback) => give({ chunk, done: false, callback });
  const final = (callback) => give({ chunk: undefined, done: true, callback });
  const value = fn(input, { signal });
  if (utils.isIterable(value)) {
    const duplex = fromIterable(value, { objectMode: true });
    duplex._write = write;
    duplex._final = final;
    const inner = duplex._destroy;
    duplex._destroy = (error, callback) => {
      controller.abort();
      inner(error, callback);
    };
    return duplex;
  }
  if (typeof value?.then === 'function') {
    let finishing = null;
    const duplex = new Duplex({
      objectMode: true,
      readable: false,
      write,
      final(callback) {
        final(() => {
          finishing = callback;
          promise.then(() => callback(), callback);
        });
      },
      destroy(error, callback) {
        controller.abort();
        callback(error);
      },
    });
    const promise = value.then((result) => {
      if (result != null) throw new codes.ERR_INVALID_RETURN_VALUE('nully', 'body', result);
    });
    promise.catch((error) => {
      if (finishing === null) destroyer(duplex, error);
    });
    return duplex;
  }
  throw new codes.ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
}

/** stream.compose(...streams) */
function compose(...streams) {
  if (streams.length === 0) throw new codes.ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return duplexify(streams[0], 'streams[0]');
  const original = [...streams];
  if (typeof streams[0] === 'function') streams[0] = duplexify(streams[0], 'streams[0]');
  const last = streams.length - 1;
  if (typeof streams[last] === 'function') streams[last] = duplexify(streams[last], `streams[${last}]`);
  for (let i = 0; i < streams.length; i++) {
    if (!utils.isNodeStream(streams[i])) {
      if (typeof streams[i] !== 'function') streams[i] = duplexify(streams[i], `streams[${i}]`);
      continue;
    }
    if (i < last && !utils.isReadable(streams[i])) throw new codes.ERR_INVALID_ARG_VALUE(`streams[${i}]`, original[i], 'must be readable');
    if (i > 0 && !utils.isWritable(streams[i])) throw new codes.ERR_INVALID_ARG_VALUE(`streams[${i}]`, original[i], 'must be writable');
  }
  const head = streams[0];
  const writable = utils.isWritable(head);
  let duplex;
  const tail = require('internal/streams/pipeline').pipeline(...streams, (error) => {
    // What arrived at the end may still wait to be read from the composition.
    if (error) duplex.destroy(error);
    else if (!readable && !writable) duplex.destroy();
  });
  const readable = utils.isReadable(tail);
  // Without a readable end, what was written has arrived when the last stream has it.
  duplex = readable ? joinPair(tail, writable ? head : undefined) : joinPair(undefined, writable ? head : undefined, tail);
  return duplex;
}

module.exports = { compose, duplexify };
