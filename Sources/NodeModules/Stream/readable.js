'use strict';
// internal/streams/readable: stream.Readable. https://nodejs.org/docs/latest-v20.x/api/stream.html#readable-streams
// The methods reach the state only as `this._readableState`, so that a subclass may put an accessor there which makes the
// state at its first use (an HTTP request whose body nobody reads never has one).

const { Stream } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const { codes } = require('internal/errors');
const { highWaterMarkOf, knownEncoding } = require('internal/streams/utils');
const { errorOrDestroy } = destroyImpl;

const kPaused = Symbol('kPaused');
const noOptions = { __proto__: null };

/** The state of a readable side. `paused`: null until the stream is first paused or resumed. */
class ReadableState {
  constructor(options, isDuplex) {
    options ??= noOptions;
    this.objectMode = !!options.objectMode || (isDuplex && !!options.readableObjectMode);
    this.highWaterMark = highWaterMarkOf(this, options, 'readableHighWaterMark', isDuplex);
    // Chunks from bufferIndex on are unread.
    this.buffer = [];
    this.bufferIndex = 0;
    this.length = 0;
    this.pipes = [];
    this.flowing = null;
    this.ended = false;
    this.endEmitted = false;
    this.reading = false;
    this.constructed = true;
    this.sync = true;
    this.needReadable = false;
    this.emittedReadable = false;
    this.readableListening = false;
    this.resumeScheduled = false;
    this[kPaused] = null;
    this.errorEmitted = false;
    this.emitClose = options.emitClose !== false;
    this.autoDestroy = options.autoDestroy !== false;
    this.destroyed = false;
    this.errored = null;
    this.closed = false;
    this.closeEmitted = false;
    this.defaultEncoding = knownEncoding(options.defaultEncoding);
    this.awaitDrainWriters = null;
    this.multiAwaitDrain = false;
    this.readingMore = false;
    this.dataEmitted = false;
    this.decoder = null;
    this.encoding = null;
    if (options.encoding) {
      const { StringDecoder } = require('string_decoder');
      this.decoder = new StringDecoder(options.encoding);
      this.encoding = this.decoder.encoding;
    }
  }
  get paused() { return this[kPaused] !== false; }
  set paused(value) { this[kPaused] = !!value; }
  get pipesCount() { return this.pipes.length; }
}

/** Gives the stream its readable state, as the constructor does. */
function initReadableState(stream, options, isDuplex = false) {
  const state = new ReadableState(options, isDuplex);
  stream._readableState = state;
  return state;
}

/** new stream.Readable([options]) */
function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  const isDuplex = this instanceof require('internal/streams/duplex');
  this._readableState = new ReadableState(options, isDuplex);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal && !isDuplex) addSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (typeof this._construct === 'function') {
    destroyImpl.construct(this, () => {
      if (this._readableState.needReadable) maybeReadMore(this, this._readableState);
    });
  }
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;

function addSignal(signal, stream) {
  require('internal/streams/add-abort-signal').addAbortSignal(signal, stream);
}

Readable.prototype.destroy = destroyImpl.destroy;
Readable.prototype._undestroy = destroyImpl.undestroy;
Readable.prototype._destroy = function(error, callback) {
  callback(error);
};
Readable.prototype[Symbol.for('nodejs.rejection')] = function(error) {
  this.destroy(error);
};
Readable.prototype[require('internal/util').SymbolAsyncDispose] = function() {
  let error;
  if (!this.destroyed) {
    const { AbortError } = require('internal/errors');
    error = this.readableEnded ? null : new AbortError();
    this.destroy(error);
  }
  const { eos } = require('internal/streams/end-of-stream');
  return new Promise((resolve, reject) => eos(this, (e) => (e && e !== error ? reject(e) : resolve(null))));
};

// Taking chunks in.

/** readable.push(chunk[, encoding]) */
Readable.prototype.push = function(chunk, encoding) {
  return addChunk(this, chunk, encoding, false);
};

/** readable.unshift(chunk[, encoding]) */
Readable.prototype.unshift = function(chunk, encoding) {
  return addChunk(this, chunk, encoding, true);
};

function addChunk(stream, chunk, encoding, toFront) {
  const state = stream._readableState;
  if (chunk === null) {
    state.reading = false;
    onEofChunk(stream, state);
    return false;
  }
  if (!state.objectMode) {
    if (typeof chunk === 'string') {
      encoding = encoding || state.defaultEncoding;
      if (state.encoding !== encoding) {
        if (toFront && state.encoding) {
          // Chunks put back in front skip the decoder: they are recoded now.
          chunk = Buffer.from(chunk, encoding).toString(state.encoding);
        } else {
          chunk = Buffer.from(chunk, encoding);
          encoding = '';
        }
      }
    } else if (chunk instanceof Buffer) {
      encoding = '';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = '';
    } else if (chunk !== undefined) {
      errorOrDestroy(stream, new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
      return false;
    }
    if (chunk === undefined || chunk.length <= 0) {
      if (!toFront) {
        state.reading = false;
        maybeReadMore(stream, state);
      }
      return canPushMore(state);
    }
  }
  if (toFront) {
    if (state.endEmitted) errorOrDestroy(stream, new codes.ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
    else if (state.destroyed || state.errored) return false;
    else deliver(stream, state, chunk, true);
    return canPushMore(state);
  }
  if (state.ended) {
    errorOrDestroy(stream, new codes.ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if (state.destroyed || state.errored) return false;
  state.reading = false;
  if (state.decoder !== null && !encoding) {
    chunk = state.decoder.write(chunk);
    if (!state.objectMode && chunk.length === 0) {
      maybeReadMore(stream, state);
      return canPushMore(state);
    }
  }
  deliver(stream, state, chunk, false);
  return canPushMore(state);
}

function canPushMore(state) {
  return !state.ended && (state.length < state.highWaterMark || state.length === 0);
}

function deliver(stream, state, chunk, toFront) {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount('data') > 0) {
    // The fast path: nothing is waiting, so that the chunk goes straight to its listeners.
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    state.length += state.objectMode ? 1 : chunk.length;
    if (toFront) {
      if (state.bufferIndex > 0) state.buffer[--state.bufferIndex] = chunk;
      else state.buffer.unshift(chunk);
    } else {
      state.buffer.push(chunk);
    }
    if (state.needReadable) emitReadable(stream);
  }
  maybeReadMore(stream, state);
}

function onEofChunk(stream, state) {
  if (state.ended) return;
  if (state.decoder !== null) {
    const chunk = state.decoder.end();
    if (chunk?.length) {
      state.buffer.push(chunk);
      state.length += state.objectMode ? 1 : chunk.length;
    }
  }
  state.ended = true;
  if (state.sync) {
    // Inside _read: the event comes at once after it, so that 'end' is not late by a tick.
    emitReadable(stream);
  } else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadableNow(stream);
  }
}

/** readable.isPaused() */
Readable.prototype.isPaused = function() {
  const state = this._readableState;
  return state[kPaused] === true || state.flowing === false;
};

/** readable.setEncoding(encoding) */
Readable.prototype.setEncoding = function(encoding) {
  const { StringDecoder } = require('string_decoder');
  const decoder = new StringDecoder(encoding);
  const state = this._readableState;
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let content = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) content += decoder.write(state.buffer[i]);
  state.buffer.length = 0;
  state.bufferIndex = 0;
  if (content !== '') state.buffer.push(content);
  state.length = content.length;
  return this;
};

// Giving chunks out.

const maxHighWaterMark = 0x40000000;

function nextPowerOfTwo(n) {
  if (n > maxHighWaterMark) throw new codes.ERR_OUT_OF_RANGE('size', '<= 1GiB', n);
  n--;
  n |= n >>> 1;
  n |= n >>> 2;
  n |= n >>> 4;
  n |= n >>> 8;
  n |= n >>> 16;
  return n + 1;
}

function howMuchToRead(n, state) {
  if (n <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (Number.isNaN(n)) {
    // A flowing stream hands its chunks out as they came.
    if (state.flowing && state.length) return state.buffer[state.bufferIndex].length;
    return state.length;
  }
  if (n <= state.length) return n;
  return state.ended ? state.length : 0;
}

/** readable.read([size]) */
Readable.prototype.read = function(n) {
  if (n === undefined) n = NaN;
  else if (!Number.isInteger(n)) n = Number.parseInt(n, 10);
  const state = this._readableState;
  const wanted = n;
  if (n > state.highWaterMark) state.highWaterMark = nextPowerOfTwo(n);
  if (n !== 0) state.emittedReadable = false;

  // read(0) asks for a 'readable' event when there is already enough.
  if (n === 0 && state.needReadable &&
      ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) || state.ended)) {
    if (state.length === 0 && state.ended) endReadable(this);
    else emitReadable(this);
    return null;
  }
  n = howMuchToRead(n, state);
  if (n === 0 && state.ended) {
    if (state.length === 0) endReadable(this);
    return null;
  }

  let doRead = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
  if (state.ended || state.reading || state.destroyed || state.errored || !state.constructed) doRead = false;
  if (doRead) {
    state.reading = true;
    state.sync = true;
    if (state.length === 0) state.needReadable = true;
    try {
      this._read(state.highWaterMark);
    } catch (error) {
      errorOrDestroy(this, error);
    }
    state.sync = false;
    // A _read that pushed at once may have made more available.
    if (!state.reading) n = howMuchToRead(wanted, state);
  }

  let chunk = n > 0 ? takeFrom(n, state) : null;
  if (chunk === null) {
    state.needReadable = state.length <= state.highWaterMark;
    n = 0;
  } else {
    state.length -= n;
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (wanted !== n && state.ended) endReadable(this);
  }
  if (chunk !== null && !state.errorEmitted && !state.closeEmitted) {
    state.dataEmitted = true;
    this.emit('data', chunk);
  }
  return chunk;
};

function takeFirst(state) {
  const { buffer } = state;
  const index = state.bufferIndex;
  const chunk = buffer[index];
  if (index + 1 === buffer.length) {
    buffer.length = 0;
    state.bufferIndex = 0;
  } else {
    buffer[index] = undefined;
    if (index >= 1024) {
      buffer.splice(0, index + 1);
      state.bufferIndex = 0;
    } else {
      state.bufferIndex = index + 1;
    }
  }
  return chunk;
}

function takeFrom(n, state) {
  if (state.length === 0) return null;
  if (state.objectMode) return takeFirst(state);
  const { buffer } = state;
  const index = state.bufferIndex;
  if (!n || n >= state.length) {
    let all;
    if (state.decoder !== null) all = index === 0 ? buffer.join('') : buffer.slice(index).join('');
    else if (buffer.length - index === 1) all = buffer[index];
    else all = Buffer.concat(index === 0 ? buffer : buffer.slice(index), state.length);
    buffer.length = 0;
    state.bufferIndex = 0;
    return all;
  }
  const first = buffer[index];
  if (n < first.length) {
    buffer[index] = first.slice(n);
    return first.slice(0, n);
  }
  if (n === first.length) return takeFirst(state);
  return takeSeveral(n, state);
}

function takeSeveral(n, state) {
  const strings = state.decoder !== null;
  let text = '';
  const result = strings ? null : Buffer.allocUnsafe(n);
  let offset = 0;
  while (offset < n) {
    const chunk = state.buffer[state.bufferIndex];
    const left = n - offset;
    if (chunk.length <= left) {
      if (strings) text += chunk;
      else result.set(chunk, offset);
      offset += chunk.length;
      takeFirst(state);
    } else {
      if (strings) text += chunk.slice(0, left);
      else result.set(new Uint8Array(chunk.buffer, chunk.byteOffset, left), offset);
      state.buffer[state.bufferIndex] = chunk.slice(left);
      offset = n;
    }
  }
  return strings ? text : result;
}

// 'readable', 'end' and reading ahead.

function emitReadable(stream) {
  const state = stream._readableState;
  state.needReadable = false;
  if (!state.emittedReadable) {
    state.emittedReadable = true;
    process.nextTick(emitReadableNow, stream);
  }
}

function emitReadableNow(stream) {
  const state = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flow(stream);
}

function maybeReadMore(stream, state) {
  if (!state.readingMore && state.constructed) {
    state.readingMore = true;
    process.nextTick(readMore, stream, state);
  }
}

function readMore(stream, state) {
  // Reads ahead up to the high-water mark; a flowing stream does so until its source is asynchronous.
  while (!state.reading && !state.ended && (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) break;
  }
  state.readingMore = false;
}

/** readable._read(size) */
Readable.prototype._read = function(n) {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

function endReadable(stream) {
  const state = stream._readableState;
  if (!state.endEmitted) {
    state.ended = true;
    process.nextTick(endReadableNT, state, stream);
  }
}

function endReadableNT(state, stream) {
  if (state.errored || state.closeEmitted || state.endEmitted || state.length !== 0) return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritableNT, stream);
  } else if (state.autoDestroy) {
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
  }
}

function endWritableNT(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

// Flowing and paused mode.

/** readable.on(eventName, listener): 'data' and 'readable' listeners change the mode. */
Readable.prototype.on = function(event, listener) {
  const result = Stream.prototype.on.call(this, event, listener);
  if (event === 'data') {
    const state = this._readableState;
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) this.resume();
  } else if (event === 'readable') {
    const state = this._readableState;
    if (!state.endEmitted && !state.readableListening) {
      state.readableListening = state.needReadable = true;
      state.flowing = false;
      state.emittedReadable = false;
      if (state.length) emitReadable(this);
      else if (!state.reading) process.nextTick(readZero, this);
    }
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

Readable.prototype.removeListener = function(event, listener) {
  const result = Stream.prototype.removeListener.call(this, event, listener);
  if (event === 'readable') process.nextTick(updateReadableListening, this);
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function(event) {
  const result = Stream.prototype.removeAllListeners.apply(this, arguments);
  if (event === 'readable' || event === undefined) process.nextTick(updateReadableListening, this);
  return result;
};

function updateReadableListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state[kPaused] === false) {
    state.flowing = true;
  } else if (stream.listenerCount('data') > 0) {
    stream.resume();
  } else if (!state.readableListening) {
    state.flowing = null;
  }
}

function readZero(stream) {
  stream.read(0);
}

/** readable.resume() */
Readable.prototype.resume = function() {
  const state = this._readableState;
  if (!state.flowing) {
    // A 'readable' listener keeps the reading explicit.
    state.flowing = !state.readableListening;
    if (!state.resumeScheduled) {
      state.resumeScheduled = true;
      process.nextTick(resumeNT, this, state);
    }
  }
  state[kPaused] = false;
  return this;
};

function resumeNT(stream, state) {
  if (!state.reading) stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !state.reading) stream.read(0);
}

/** readable.pause() */
Readable.prototype.pause = function() {
  const state = this._readableState;
  if (state.flowing !== false) {
    state.flowing = false;
    this.emit('pause');
  }
  state[kPaused] = true;
  return this;
};

function flow(stream) {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}

/** readable.pipe(destination[, options]) */
Readable.prototype.pipe = function pipe(destination, options) {
  return require('internal/streams/readable_pipe').pipe(this, destination, options);
};

/** readable.unpipe([destination]) */
Readable.prototype.unpipe = function unpipe(destination) {
  return require('internal/streams/readable_pipe').unpipe(this, destination);
};

/** readable.wrap(stream) */
Readable.prototype.wrap = function wrap(stream) {
  return require('internal/streams/readable_from').wrapOld(this, stream);
};

Readable.prototype[Symbol.asyncIterator] = function() {
  return require('internal/streams/async_iterator').createAsyncIterator(this);
};

/** readable.iterator([options]) */
Readable.prototype.iterator = function iterator(options) {
  if (options !== undefined) require('internal/validators').validateObject(options, 'options');
  return require('internal/streams/async_iterator').createAsyncIterator(this, options);
};

/** stream.Readable.from(iterable[, options]) */
Readable.from = function(iterable, options) {
  return require('internal/streams/readable_from').from(Readable, iterable, options);
};

Readable.wrap = function(source, options) {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error, callback) {
      destroyImpl.destroyer(source, error);
      callback(error);
    },
  }).wrap(source);
};

Readable._fromList = takeFrom;

// The iterator helpers' file is loaded when one of them is first called.
const returningStreams = ['map', 'filter', 'flatMap', 'take', 'drop', 'asIndexedPairs', 'compose'];
const returningPromises = ['toArray', 'forEach', 'some', 'every', 'find', 'reduce'];
for (const name of returningStreams) {
  define(name, { [name](...args) {
    const result = Reflect.apply(require('internal/streams/operators')[name], this, args);
    return name === 'compose' ? result : Readable.from(result);
  } }[name]);
}
for (const name of returningPromises) {
  define(name, { [name](...args) { return Reflect.apply(require('internal/streams/operators')[name], this, args); } }[name]);
}
function define(name, value) {
  Object.defineProperty(Readable.prototype, name, { __proto__: null, value, enumerable: false, configurable: true, writable: true });
}

Object.defineProperties(Readable.prototype, {
  readable: {
    __proto__: null,
    get() {
      const r = this._readableState;
      // A duplex may be built with readable: false.
      return !!r && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
    },
    set(value) {
      if (this._readableState) this._readableState.readable = !!value;
    },
  },
  readableDidRead: { __proto__: null, enumerable: false, get() { return this._readableState.dataEmitted; } },
  readableAborted: {
    __proto__: null, enumerable: false,
    get() {
      const r = this._readableState;
      return !!(r.readable !== false && (r.destroyed || r.errored) && !r.endEmitted);
    },
  },
  readableHighWaterMark: { __proto__: null, enumerable: false, get() { return this._readableState.highWaterMark; } },
  readableBuffer: {
    __proto__: null, enumerable: false,
    get() {
      const r = this._readableState;
      return r && (r.bufferIndex === 0 ? r.buffer : r.buffer.slice(r.bufferIndex));
    },
  },
  readableFlowing: {
    __proto__: null, enumerable: false,
    get() { return this._readableState.flowing; },
    set(value) { if (this._readableState) this._readableState.flowing = value; },
  },
  readableLength: { __proto__: null, enumerable: false, get() { return this._readableState.length; } },
  readableObjectMode: { __proto__: null, enumerable: false, get() { return this._readableState ? this._readableState.objectMode : false; } },
  readableEncoding: { __proto__: null, enumerable: false, get() { return this._readableState ? this._readableState.encoding : null; } },
  errored: { __proto__: null, enumerable: false, get() { return this._readableState ? this._readableState.errored : null; } },
  closed: { __proto__: null, get() { return this._readableState ? this._readableState.closed : false; } },
  destroyed: {
    __proto__: null, enumerable: false,
    get() { return this._readableState ? this._readableState.destroyed : false; },
    set(value) { if (this._readableState) this._readableState.destroyed = value; },
  },
  readableEnded: { __proto__: null, enumerable: false, get() { return this._readableState ? this._readableState.endEmitted : false; } },
});

Readable.initReadableState = initReadableState;
module.exports = Readable;
