'use strict';
// internal/streams/end-of-stream: stream.finished.
// https://nodejs.org/docs/latest-v20.x/api/stream.html#streamfinishedstream-options-callback

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject } = require('internal/validators');
const { kEmptyObject, once } = require('internal/util');
const utils = require('internal/streams/utils');

function isRequest(stream) {
  return stream.setHeader && typeof stream.abort === 'function';
}

function nop() {}

/** Calls back when the stream has ended, finished, failed or closed too early; answers a function that stops watching. */
function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  callback = once(callback);
  if (!utils.isNodeStream(stream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  const readable = options.readable ?? utils.isReadableNodeStream(stream);
  const writable = options.writable ?? utils.isWritableNodeStream(stream);
  const w = stream._writableState;
  const r = stream._readableState;
  // 'close' is waited for only from streams that emit it.
  let willEmitClose = utils.willEmitClose(stream) &&
    utils.isReadableNodeStream(stream) === readable && utils.isWritableNodeStream(stream) === writable;
  let writableFinished = utils.isWritableFinished(stream, false);
  let readableFinished = utils.isReadableFinished(stream, false);
  let closed = utils.isClosed(stream);

  const onFinish = () => {
    writableFinished = true;
    // A stream that was destroyed in the meantime emits no close.
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.readable || readable)) return;
    if (!readable || readableFinished) callback.call(stream);
  };
  const onEnd = () => {
    readableFinished = true;
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.writable || writable)) return;
    if (!writable || writableFinished) callback.call(stream);
  };
  const onLegacyFinish = () => {
    if (!stream.writable) onFinish();
  };
  const onError = (error) => callback.call(stream, error);
  const onClose = () => {
    closed = true;
    const errored = utils.isWritableErrored(stream) || utils.isReadableErrored(stream);
    if (errored && typeof errored !== 'boolean') {
      callback.call(stream, errored);
      return;
    }
    if (readable && !readableFinished && utils.isReadableNodeStream(stream, true) && !utils.isReadableFinished(stream, false)) {
      callback.call(stream, new codes.ERR_STREAM_PREMATURE_CLOSE());
      return;
    }
    if (writable && !writableFinished && !utils.isWritableFinished(stream, false)) {
      callback.call(stream, new codes.ERR_STREAM_PREMATURE_CLOSE());
      return;
    }
    callback.call(stream);
  };
  const onClosed = () => {
    closed = true;
    const errored = utils.isWritableErrored(stream) || utils.isReadableErrored(stream);
    if (errored && typeof errored !== 'boolean') callback.call(stream, errored);
    else callback.call(stream);
  };
  const onRequest = () => stream.req.on('finish', onFinish);

  if (isRequest(stream)) {
    stream.on('complete', onFinish);
    if (!willEmitClose) stream.on('abort', onClose);
    if (stream.req) onRequest();
    else stream.on('request', onRequest);
  } else if (writable && !w) {
    stream.on('end', onLegacyFinish);
    stream.on('close', onLegacyFinish);
  }
  if (!willEmitClose && typeof stream.aborted === 'boolean') stream.on('aborted', onClose);
  stream.on('end', onEnd);
  stream.on('finish', onFinish);
  if (options.error !== false) stream.on('error', onError);
  stream.on('close', onClose);

  if (closed) {
    process.nextTick(onClose);
  } else if (w?.errorEmitted || r?.errorEmitted) {
    if (!willEmitClose) process.nextTick(onClosed);
  } else if (!readable && (!willEmitClose || utils.isReadable(stream)) &&
      (writableFinished || utils.isWritable(stream) === false) && (w == null || w.pendingcb === undefined || w.pendingcb === 0)) {
    process.nextTick(onClosed);
  } else if (!writable && (!willEmitClose || utils.isWritable(stream)) &&
      (readableFinished || utils.isReadable(stream) === false)) {
    process.nextTick(onClosed);
  } else if (r && stream.req && stream.aborted) {
    process.nextTick(onClosed);
  }

  const cleanup = () => {
    callback = nop;
    stream.removeListener('aborted', onClose);
    stream.removeListener('complete', onFinish);
    stream.removeListener('abort', onClose);
    stream.removeListener('request', onRequest);
    if (stream.req) stream.req.removeListener('finish', onFinish);
    stream.removeListener('end', onLegacyFinish);
    stream.removeListener('close', onLegacyFinish);
    stream.removeListener('finish', onFinish);
    stream.removeListener('end', onEnd);
    stream.removeListener('error', onError);
    stream.removeListener('close', onClose);
  };

  if (options.signal && !closed) {
    const abort = () => {
      const endCallback = callback;
      cleanup();
      endCallback.call(stream, new AbortError(undefined, { cause: options.signal.reason }));
    };
    if (options.signal.aborted) {
      process.nextTick(abort);
    } else {
      const { SymbolDispose } = require('internal/util');
      const handle = require('internal/events/statics').addAbortListener(options.signal, abort);
      const original = callback;
      callback = once((...args) => {
        handle[SymbolDispose]();
        original.apply(stream, args);
      });
    }
  }
  return cleanup;
}

/** require('stream/promises').finished(stream[, options]) */
function finished(stream, options) {
  let autoCleanup = false;
  options ??= kEmptyObject;
  if (options.cleanup) {
    validateBoolean(options.cleanup, 'cleanup');
    autoCleanup = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, options, (error) => {
      if (autoCleanup) cleanup();
      if (error) reject(error);
      else resolve();
    });
  });
}

module.exports = { eos, finished };
