'use strict';
// internal/streams/add-abort-signal. https://nodejs.org/docs/latest-v20.x/api/stream.html#streamaddabortsignalsignal-stream

const { AbortError, codes } = require('internal/errors');
const { isNodeStream, isWebStream } = require('internal/streams/utils');

/** stream.addAbortSignal(signal, stream), arguments checked. */
function addAbortSignalChecked(signal, stream) {
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) {
    throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  }
  if (!isNodeStream(stream) && !isWebStream(stream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return addAbortSignal(signal, stream);
}

function addAbortSignal(signal, stream) {
  if (typeof signal !== 'object' || !('aborted' in signal)) return stream;
  const onAbort = () => stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    onAbort();
  } else {
    const handle = require('internal/events/statics').addAbortListener(signal, onAbort);
    require('internal/streams/end-of-stream').eos(stream, handle[require('internal/util').SymbolDispose]);
  }
  return stream;
}

module.exports = { addAbortSignal, addAbortSignalChecked };
