'use strict';
// internal/http/incoming: http.IncomingMessage. https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpincomingmessage
// A message that nobody reads never has stream state; header objects are made when they are asked for.

const Readable = require('internal/streams/readable');
const { ReadableState } = Readable;
const binding = internalBinding('http_native');

const kConnection = Symbol('kConnection');
const kSocket = Symbol('kSocket');
const kHead = Symbol('kHead');
const kHeaders = Symbol('kHeaders');
const kRawHeaders = Symbol('kRawHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kTrailersHead = Symbol('kTrailersHead');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kRawTrailers = Symbol('kRawTrailers');
const kEndPending = Symbol('kEndPending');
const kSocketOf = Symbol('kSocketOf');
const kServer = Symbol('kServer');

/** new http.IncomingMessage(socket) */
function IncomingMessage(socket) {
  this[kSocket] = socket;
  this[kConnection] = undefined;
  this[kHead] = '';
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.complete = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this._consumed = false;
  this._dumped = false;
  this[kEndPending] = false;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

function accessor(name, get, set) {
  Object.defineProperty(IncomingMessage.prototype, name, { __proto__: null, configurable: true, enumerable: true, get, set });
}
function own(object, name, value) {
  Object.defineProperty(object, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
}

accessor('_readableState', function() {
  if (this === IncomingMessage.prototype) return undefined;
  const socket = this[kSocket];
  const state = new ReadableState({ highWaterMark: socket?.readableHighWaterMark }, false);
  // Nothing is read ahead of the first read: only that tells that somebody consumes the message.
  state.readingMore = true;
  own(this, '_readableState', state);
  if (this[kEndPending]) {
    this[kEndPending] = false;
    this.push(null);
  }
  return state;
}, function(value) { own(this, '_readableState', value); });

accessor('socket', function() {
  const socket = this[kSocket];
  if (socket !== undefined) return socket;
  const connection = this[kConnection];
  return connection === undefined ? undefined : (this[kSocket] = IncomingMessage[kSocketOf](connection, this));
}, function(value) { this[kSocket] = value; });
accessor('connection', function() { return this.socket; }, function(value) { this.socket = value; });
accessor('client', function() { return this.socket; }, function(value) { this.socket = value; });
accessor('_consuming', function() { return this._consumed; });
accessor('httpVersion', function() {
  return this.httpVersionMajor === null ? null : `${this.httpVersionMajor}.${this.httpVersionMinor}`;
}, function(value) { own(this, 'httpVersion', value); });

/** maxHeadersCount of the server or, for a response, of the request. */
function limitOf(message) { return (message[kServer] ?? message.req)?.maxHeadersCount; }

accessor('headers', function() {
  return (this[kHeaders] ??= binding.headers(this[kHead], this.joinDuplicateHeaders ? 1 : 0, limitOf(this)));
}, function(value) { this[kHeaders] = value; });
accessor('headersDistinct', function() {
  return (this[kHeadersDistinct] ??= binding.headers(this[kHead], 2, limitOf(this)));
}, function(value) { this[kHeadersDistinct] = value; });
accessor('rawHeaders', function() {
  return (this[kRawHeaders] ??= binding.rawHeaders(this[kHead], limitOf(this)));
}, function(value) { this[kRawHeaders] = value; });
accessor('trailers', function() {
  return (this[kTrailers] ??= binding.headers(this[kTrailersHead] ?? '', 0));
}, function(value) { this[kTrailers] = value; });
accessor('trailersDistinct', function() {
  return (this[kTrailersDistinct] ??= binding.headers(this[kTrailersHead] ?? '', 2));
}, function(value) { this[kTrailersDistinct] = value; });
accessor('rawTrailers', function() {
  return (this[kRawTrailers] ??= binding.rawHeaders(this[kTrailersHead] ?? ''));
}, function(value) { this[kRawTrailers] = value; });

/** message.setTimeout(msecs[, callback]) */
IncomingMessage.prototype.setTimeout = function(milliseconds, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(milliseconds);
  return this;
};

IncomingMessage.prototype._read = function() {
  if (!this._consumed) {
    this._readableState.readingMore = false;
    this._consumed = true;
  }
  if (this[kConnection] !== undefined) this[kConnection].resume(this);
  else if (this[kSocket]?.readable) {
    const socket = this[kSocket];
    if (socket._handle && !socket.isPaused?.()) socket._handle.readStart?.();
    if (socket._paused !== true && socket.readableFlowing === false) socket.resume();
  }
};

IncomingMessage.prototype._destroy = function(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  // Without a socket (stream.destroy takes it away) only the message ends, and can still be answered.
  if (this.aborted && this[kSocket] !== null) {
    const connection = this[kConnection];
    if (connection !== undefined) {
      if (connection.isOpen) {
        const { socket } = connection;
        if (socket) socket.destroy(error);
        else process.nextTick(() => connection.destroy());
      }
    } else if (this[kSocket] && !this[kSocket].destroyed) {
      this[kSocket].destroy(error);
    }
  }
  // Without a listener the error of a connection that went away is nobody's.
  process.nextTick(() => {
    if (this.listenerCount('error') === 0) callback();
    else callback(error);
  });
};

IncomingMessage.prototype._dump = function() {
  if (this._dumped) return;
  this._dumped = true;
  this[kConnection]?.dump(this);
  // Nobody gets the rest; not even who listens.
  if (this._events !== undefined) this.removeAllListeners('data');
  this.resume();
};

/** Adds a header field as the parser would; for programs that make messages themselves. */
IncomingMessage.prototype._addHeaderLine = function(field, value, target) {
  const name = field.toLowerCase();
  if (target[name] === undefined) {
    target[name] = name === 'set-cookie' ? [value] : value;
  } else if (name === 'set-cookie') {
    target[name].push(value);
  } else {
    // The native side knows which fields are joined, and how.
    const joined = binding.headers(`${name}: a\r\n${name}: b\r\n`, this.joinDuplicateHeaders ? 1 : 0)[name];
    if (joined.length > 1) target[name] += `${joined.slice(1, -1)}${value}`;
  }
};
IncomingMessage.prototype._addHeaderLines = function(list, count) {
  for (let i = 0; i < count; i += 2) this._addHeaderLine(list[i], list[i + 1], this.headers);
};

module.exports = { IncomingMessage, kConnection, kEndPending, kHead, kSocket, kSocketOf, kServer, kTrailersHead };
