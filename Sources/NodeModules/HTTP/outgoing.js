'use strict';
// internal/http/outgoing: http.OutgoingMessage; header fields, framing and writing are native.
// https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpoutgoingmessage

const { Stream } = require('internal/streams/legacy');
const { codes } = require('internal/errors');
const { validateString } = require('internal/validators');
const { kConnection } = require('internal/http/incoming');
const binding = internalBinding('http_native');
const { initOutgoing } = binding;

const highWaterMark = 16384;
const kSocket = Symbol('kOutgoingSocket');
const kErrored = Symbol('kErrored');
const kOutputSize = Symbol('kOutputSize');

/** new http.OutgoingMessage([options]) */
function OutgoingMessage(options) {
  initOutgoing(this, false);
  initFields(this, options);
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);
Object.defineProperties(OutgoingMessage.prototype, Object.getOwnPropertyDescriptors(binding.outgoingMethods));
OutgoingMessage.prototype.constructor = OutgoingMessage;

function initFields(message, options) {
  message[kSocket] = null;
  if (options?.rejectNonStandardBodyWrites) message._rejectsBody = true;
}

// State that few messages have, shared by all until somebody writes it.
for (const [name, value] of [['writable', true], ['_onPendingData', undefined], ['finishPending', false]]) {
  Object.defineProperty(OutgoingMessage.prototype, name, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}
function accessor(name, get, set) {
  Object.defineProperty(OutgoingMessage.prototype, name, { __proto__: null, configurable: true, enumerable: false, get, set });
}
accessor('socket', function() { return this[kSocket]; }, function(value) { this[kSocket] = value; });
accessor('connection', function() { return this.socket; }, function(value) { this.socket = value; });
accessor('errored', function() { return kErrored in this ? this[kErrored] : null; });
accessor('outputSize', function() {
  return (this[kOutputSize] ?? 0) + this._heldBytes;
}, function(value) { this[kOutputSize] = value; });
accessor('writableLength', function() {
  const connection = this.req?.[kConnection];
  if (connection?.response === this) return connection.gatheredBytes;
  return this.outputSize + (this[kSocket]?.writableLength ?? 0);
});
accessor('writableHighWaterMark', function() { return this[kSocket] ? this[kSocket].writableHighWaterMark : highWaterMark; });
accessor('writableObjectMode', () => false);
accessor('outputData', function() {
  const list = [];
  Object.defineProperty(this, 'outputData', { __proto__: null, value: list, writable: true, configurable: true });
  return list;
}, function(value) { Object.defineProperty(this, 'outputData', { __proto__: null, value, writable: true, configurable: true }); });
accessor('_headers', function() { return this.getHeaders(); });

OutgoingMessage.prototype._implicitHeader = function() {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

OutgoingMessage.prototype._renderHeaders = function() {
  if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('render');
  const result = {};
  for (const name of this.getRawHeaderNames()) result[name] = this.getHeader(name);
  return result;
};

/** message.setHeaders(headers) */
OutgoingMessage.prototype.setHeaders = function(headers) {
  if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('set');
  if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
  }
  const cookies = [];
  for (const [name, value] of headers) {
    if (name === 'set-cookie') {
      if (Array.isArray(value)) cookies.push(...value);
      else cookies.push(value);
    } else {
      this.setHeader(name, value);
    }
  }
  if (cookies.length) this.setHeader('set-cookie', cookies);
  return this;
};

/** message.addTrailers(headers) */
OutgoingMessage.prototype.addTrailers = function(headers) {
  let text = '';
  const entries = Array.isArray(headers) ? headers : Object.entries(headers);
  for (const [name, value] of entries) {
    validateHeaderName(name, 'Trailer name');
    for (const item of Array.isArray(value) ? value : [value]) {
      if (!binding.checkHeaderValue(item)) throw new codes.ERR_INVALID_CHAR('trailer content', name);
      text += `${name}: ${item}\r\n`;
    }
  }
  this._trailer = text;
};

/** message.flushHeaders() */
OutgoingMessage.prototype.flushHeaders = function() { this._sendHead(); };

/** message.setTimeout(msecs[, callback]) */
OutgoingMessage.prototype.setTimeout = function(milliseconds, callback) {
  if (callback) this.on('timeout', callback);
  const { socket } = this;
  if (!socket) this.once('socket', (s) => s.setTimeout(milliseconds));
  else socket.setTimeout(milliseconds);
  return this;
};

/** message.destroy([error]) */
OutgoingMessage.prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  const { socket } = this;
  if (socket) socket.destroy(error);
  else this.once('socket', (s) => s.destroy(error));
  return this;
};

/** A message is no Readable. */
OutgoingMessage.prototype.pipe = function() {
  this.emit('error', new codes.ERR_STREAM_CANNOT_PIPE());
};

OutgoingMessage.prototype[Symbol.for('nodejs.rejection')] = function(error) { this.destroy(error); };

// Messages without a native connection: what they hand out goes to a socket, or waits for one.

OutgoingMessage.prototype._flush = function() {
  const socket = this[kSocket];
  if (!socket?.writable) return;
  const full = this._flushOutput(socket) === false;
  if (this.finished) this._finish();
  else if (!full && this._needsDrain) {
    this._needsDrain = false;
    this.emit('drain');
  }
};

OutgoingMessage.prototype._flushOutput = function(socket) {
  const list = this.outputData;
  let accepted = true;
  if (list.length === 0) return accepted;
  this.outputData = [];
  socket.cork();
  for (const { data, callback } of list) accepted = socket.write(data, callback);
  socket.uncork();
  this._onPendingData?.(-this.outputSize);
  this.outputSize = 0;
  return accepted;
};

/** All of a finished message was given to the socket: 'finish' comes when the socket has written it. */
OutgoingMessage.prototype._finish = function() {
  if (this.finishPending) return;
  this.finishPending = true;
  this.emit('prefinish');
  const done = () => {
    if (this._flushed) return;
    this._flushed = true;
    this.emit('finish');
  };
  const socket = this[kSocket];
  if (socket && !socket.destroyed && socket.writable) socket.write('', done);
  else process.nextTick(done);
};

OutgoingMessage.prototype._send = function(data, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = undefined;
  }
  this._sendHead();
  return this._writeRaw(data, encoding, callback);
};

function onOutput(message, data, callback) {
  const socket = message[kSocket];
  if (socket && socket._httpMessage === message && socket.writable) {
    message._flushOutput(socket);
    return socket.write(data, callback);
  }
  message.outputData.push({ data, callback });
  message[kOutputSize] = (message[kOutputSize] ?? 0) + data.length;
  message._onPendingData?.(data.length);
  return message.outputSize < highWaterMark;
}

function onEnded(message) {
  const socket = message[kSocket];
  if (message.outputData.length === 0 && socket && socket._httpMessage === message) message._finish();
}

/** A write that cannot be: its callback learns why, and others too unless the message was destroyed. */
function onWriteError(message, error, callback) {
  process.nextTick((gone) => {
    if (typeof callback === 'function') callback(error);
    if (!gone && !message.destroyed) message.emit('error', error);
  }, message.destroyed);
}

function onDrain(response) { response.emit('drain'); }

function onceFinish(message, callback) {
  message.once('finish', callback);
}

/** http.validateHeaderName(name[, label]) */
function validateHeaderName(name, label) {
  if (typeof name !== 'string' || !binding.checkHeaderName(name)) {
    throw new codes.ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
  }
}

/** http.validateHeaderValue(name, value) */
function validateHeaderValue(name, value) {
  if (value === undefined) throw new codes.ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (!binding.checkHeaderValue(value)) throw new codes.ERR_INVALID_CHAR('header content', name);
}

binding.setCallbacks({ onOutput, onEnded, onWriteError, onDrain, onceFinish });

module.exports = { OutgoingMessage, initFields, kErrored, kSocket, validateHeaderName, validateHeaderValue, validateString };
