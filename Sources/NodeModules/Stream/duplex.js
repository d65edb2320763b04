'use strict';
// internal/streams/duplex: stream.Duplex. https://nodejs.org/docs/latest-v20.x/api/stream.html#class-streamduplex

module.exports = Duplex;

const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const { Stream } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');

Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);
for (const name of Object.keys(Writable.prototype)) {
  if (!Object.hasOwn(Duplex.prototype, name) && Duplex.prototype[name] === undefined) Duplex.prototype[name] = Writable.prototype[name];
}
// Destroying must fail the waiting writes too, which the readable side's destroy knows nothing of.
Duplex.prototype.destroy = Writable.prototype.destroy;
Duplex.prototype._writev = null;

/** new stream.Duplex(options) */
function Duplex(options) {
  if (new.target === undefined && !(this instanceof Duplex)) return new Duplex(options);
  this._readableState = new Readable.ReadableState(options, true);
  this._writableState = new Writable.WritableState(options, this, true);
  if (options) {
    this.allowHalfOpen = options.allowHalfOpen !== false;
    if (options.readable === false) {
      this._readableState.readable = false;
      this._readableState.ended = true;
      this._readableState.endEmitted = true;
    }
    if (options.writable === false) {
      this._writableState.writable = false;
      this._writableState.ending = true;
      this._writableState.ended = true;
      this._writableState.finished = true;
    }
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) require('internal/streams/add-abort-signal').addAbortSignal(options.signal, this);
  } else {
    this.allowHalfOpen = true;
  }
  Stream.call(this, options);
  if (typeof this._construct === 'function') {
    destroyImpl.construct(this, () => {
      if (this._readableState.needReadable) this.read(0);
      // An empty uncork makes the writable side go on with what waited for the construction.
      this.cork();
      this.uncork();
      if (this._writableState.ending) resumeEnding(this);
    });
  }
}

function resumeEnding(stream) {
  const state = stream._writableState;
  if (state.length === 0 && !state.finished) Writable.finishMaybe(stream, state);
}

const descriptors = Object.getOwnPropertyDescriptors(Writable.prototype);
for (const name of ['writable', 'writableHighWaterMark', 'writableObjectMode', 'writableBuffer', 'writableLength',
  'writableFinished', 'writableCorked', 'writableEnded', 'writableNeedDrain', 'writableAborted']) {
  Object.defineProperty(Duplex.prototype, name, { __proto__: null, ...descriptors[name] });
}
Object.defineProperty(Duplex.prototype, 'destroyed', {
  __proto__: null,
  get() {
    if (this._readableState === undefined || this._writableState === undefined) return false;
    return this._readableState.destroyed && this._writableState.destroyed;
  },
  set(value) {
    if (this._readableState && this._writableState) {
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    }
  },
});

/** stream.Duplex.from(src) */
Duplex.from = function(body) {
  return require('internal/streams/compose').duplexify(body, 'body');
};
