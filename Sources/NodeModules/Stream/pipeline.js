'use strict';
// internal/streams/pipeline: stream.pipeline.
// https://nodejs.org/docs/latest-v20.x/api/stream.html#streampipelinesource-transforms-destination-callback

const { AbortError, aggregateTwoErrors, codes } = require('internal/errors');
const { SymbolDispose, once } = require('internal/util');
const { validateAbortSignal, validateFunction } = require('internal/validators');
const { eos } = require('internal/streams/end-of-stream');
const destroyImpl = require('internal/streams/destroy');
const utils = require('internal/streams/utils');

function nop() {}

function makeDestroyer(stream, reading, writing) {
  let finished = false;
  stream.on('close', () => {
    finished = true;
  });
  const cleanup = eos(stream, { readable: reading, writable: writing }, (error) => {
    finished = !error;
  });
  return {
    destroy(error) {
      if (finished) return;
      finished = true;
      destroyImpl.destroyer(stream, error || new codes.ERR_STREAM_DESTROYED('pipe'));
    },
    cleanup,
  };
}

async function* iterateReadable(value) {
  const Readable = require('internal/streams/readable');
  yield* Readable.prototype[Symbol.asyncIterator].call(value);
}

function toAsyncIterable(value) {
  if (utils.isIterable(value)) return value;
  if (utils.isReadableNodeStream(value)) return iterateReadable(value);
  throw new codes.ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

/** Writes what the iterable yields into the stream, waiting for it to drain. */
async function pumpToNode(iterable, writable, finish, { end }) {
  let error;
  let onResolve = null;
  const resume = (e) => {
    if (e) error = e;
    if (onResolve) {
      const callback = onResolve;
      onResolve = null;
      callback();
    }
  };
  const wait = () => new Promise((resolve, reject) => {
    if (error) {
      reject(error);
    } else {
      onResolve = () => {
        if (error) reject(error);
        else resolve();
      };
    }
  });
  writable.on('drain', resume);
  const cleanup = eos(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of iterable) {
      if (!writable.write(chunk)) await wait();
    }
    if (end) {
      writable.end();
      await wait();
    }
    finish();
  } catch (e) {
    finish(error !== e ? aggregateTwoErrors(error, e) : e);
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

/** stream.pipeline(source[, ...transforms], destination, callback) */
function pipeline(...streams) {
  const callback = streams.pop();
  validateFunction(callback, 'streams[stream.length - 1]');
  return pipelineImpl(streams, once(callback));
}

function pipelineImpl(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw new codes.ERR_MISSING_ARGS('streams');
  const controller = new AbortController();
  const { signal } = controller;
  const outer = options?.signal;
  const lastCleanups = [];
  validateAbortSignal(outer, 'options.signal');
  const abort = () => finishImpl(new AbortError(undefined, { cause: outer?.reason }));
  const disposable = outer ? require('internal/events/statics').addAbortListener(outer, abort) : undefined;

  let error;
  let value;
  const destroys = [];
  let finishCount = 0;
  function finish(e) {
    finishImpl(e, --finishCount === 0);
  }
  function finishOnlyHandleError(e) {
    finishImpl(e, false);
  }
  function finishImpl(e, final) {
    if (e && (!error || error.code === 'ERR_STREAM_PREMATURE_CLOSE')) error = e;
    if (!error && !final) return;
    while (destroys.length > 0) destroys.shift()(error);
    disposable?.[SymbolDispose]();
    controller.abort();
    if (final) {
      if (!error) for (const cleanup of lastCleanups) cleanup();
      process.nextTick(callback, error, value);
    }
  }

  let ret;
  for (let i = 0; i < streams.length; i++) {
    const stream = streams[i];
    const reading = i < streams.length - 1;
    const writing = i > 0;
    const end = reading || options?.end !== false;
    const isLast = i === streams.length - 1;
    if (utils.isNodeStream(stream)) {
      if (end) {
        const { destroy, cleanup } = makeDestroyer(stream, reading, writing);
        destroys.push(destroy);
        if (utils.isReadable(stream) && isLast) lastCleanups.push(cleanup);
      }
      // A last stream may fail after the others are done.
      const onError = (e) => {
        if (e && e.name !== 'AbortError' && e.code !== 'ERR_STREAM_PREMATURE_CLOSE') finishOnlyHandleError(e);
      };
      stream.on('error', onError);
      if (utils.isReadable(stream) && isLast) lastCleanups.push(() => stream.removeListener('error', onError));
    }
    if (i === 0) {
      if (typeof stream === 'function') {
        ret = stream({ signal });
        if (!utils.isIterable(ret)) throw new codes.ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', ret);
      } else if (utils.isIterable(stream) || utils.isReadableNodeStream(stream)) {
        ret = stream;
      } else {
        ret = require('internal/streams/duplex').from(stream);
      }
    } else if (typeof stream === 'function') {
      ret = toAsyncIterable(ret);
      ret = stream(ret, { signal });
      if (reading) {
        if (!utils.isIterable(ret, true)) throw new codes.ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${i - 1}]`, ret);
      } else {
        const PassThrough = require('internal/streams/transform').PassThrough;
        // The last function's outcome becomes readable, as if it had been a stream.
        const pt = new PassThrough({ objectMode: true });
        const then = ret?.then;
        if (typeof then === 'function') {
          finishCount++;
          then.call(ret, (v) => {
            value = v;
            if (v != null) pt.write(v);
            if (end) pt.end();
            process.nextTick(finish);
          }, (e) => {
            pt.destroy(e);
            process.nextTick(finish, e);
          });
        } else if (utils.isIterable(ret, true)) {
          finishCount++;
          pumpToNode(ret, pt, finish, { end });
        } else {
          throw new codes.ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', ret);
        }
        ret = pt;
        const { destroy, cleanup } = makeDestroyer(ret, false, true);
        destroys.push(destroy);
        if (isLast) lastCleanups.push(cleanup);
      }
    } else if (utils.isNodeStream(stream)) {
      if (utils.isReadableNodeStream(ret)) {
        finishCount += 2;
        const cleanup = pipe(ret, stream, finish, finishOnlyHandleError, { end });
        if (utils.isReadable(stream) && isLast) lastCleanups.push(cleanup);
      } else if (utils.isIterable(ret)) {
        finishCount++;
        pumpToNode(ret, stream, finish, { end });
      } else {
        throw new codes.ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'], ret);
      }
      ret = stream;
    } else {
      ret = require('internal/streams/duplex').from(stream);
    }
  }
  if (signal?.aborted || outer?.aborted) process.nextTick(abort);
  return ret;
}

function pipe(source, destination, finish, finishOnlyHandleError, { end }) {
  let ended = false;
  destination.on('close', () => {
    // The source cannot tell: its destination is gone before it has ended.
    if (!ended) finishOnlyHandleError(new codes.ERR_STREAM_PREMATURE_CLOSE());
  });
  source.pipe(destination, { end: false });
  if (end) {
    const endDestination = () => {
      ended = true;
      destination.end();
    };
    if (utils.isReadableFinished(source)) process.nextTick(endDestination);
    else source.once('end', endDestination);
  } else {
    finish();
  }
  eos(source, { readable: true, writable: false }, (error) => {
    const r = source._readableState;
    if (error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && r?.ended && !r.errored && !r.errorEmitted) {
      // Some sources close before they emit 'end'; their data may still be buffered.
      source.once('end', finish).once('error', finish);
    } else {
      finish(error);
    }
  });
  return eos(destination, { readable: false, writable: true }, finish);
}

module.exports = { nop, pipeline, pipelineImpl };
