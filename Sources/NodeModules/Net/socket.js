'use strict';
// internal/net/socket: net.Socket, a Duplex over a native stream handle.
// https://nodejs.org/docs/latest-v20.x/api/net.html#class-netsocket

const Duplex = require('internal/streams/duplex');
const { codes, errnoException, exceptionWithHostPort, uvExceptionWithHostPort } = require('internal/errors');
const { validateFunction, validateInt32, validateNumber, validatePort, validateString, validateAbortSignal } = require('internal/validators');
const binding = internalBinding('tcp_wrap');
const { TCP, Pipe } = binding;

const EOF = -4095;
const ECANCELED = -125;
const kTimeout = Symbol('kTimeout');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kSetKeepAliveInitialDelay = Symbol('kSetKeepAliveInitialDelay');
const kReset = Symbol('kReset');
const kOwner = Symbol.for('swjs.handle.owner');

function noop() {}

/** Makes a handle around a descriptor. */
function createHandle(fd) {
  validateInt32(fd, 'fd', 0);
  const type = binding.guessHandleType(fd);
  if (type === 'TCP') return new TCP(0);
  if (type === 'PIPE') return new Pipe(0);
  throw new codes.ERR_INVALID_FD_TYPE(type);
}

/** Options of a socket for a connection that a server accepted: complete, so that nothing has to be checked or copied. */
class AcceptedOptions {
  handle = null;
  fd = undefined;
  allowHalfOpen = false;
  pauseOnCreate = false;
  manualStart = false;
  readable = true;
  writable = true;
  readableHighWaterMark = undefined;
  writableHighWaterMark = undefined;
  emitClose = false;
  autoDestroy = true;
  decodeStrings = false;
  noDelay = false;
  keepAlive = false;
  keepAliveInitialDelay = 0;
  onread = undefined;
  signal = undefined;
}

/** The options of a program, checked, with what all sockets have in common. */
function checkedOptions(options) {
  if (options?.objectMode) throw new codes.ERR_INVALID_ARG_VALUE('options.objectMode', options.objectMode, 'is not supported');
  if (options?.readableObjectMode || options?.writableObjectMode) {
    throw new codes.ERR_INVALID_ARG_VALUE(
      `options.${options.readableObjectMode ? 'readableObjectMode' : 'writableObjectMode'}`,
      options.readableObjectMode || options.writableObjectMode, 'is not supported');
  }
  if (options?.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (typeof options === 'number') options = { fd: options };
  else options = { ...options };
  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  options.emitClose = false;
  options.autoDestroy = true;
  options.decodeStrings = false;
  return options;
}

/** new net.Socket([options]) */
function Socket(options) {
  if (new.target === undefined && !(this instanceof Socket)) return new Socket(options);
  if (options?.constructor !== AcceptedOptions) options = checkedOptions(options);
  this.connecting = false;
  this._hadError = false;
  this._parent = null;
  this._host = null;
  this._handle = null;
  this._server = null;
  this.server = null;
  this._sockname = undefined;
  this._peername = undefined;
  this[kTimeout] = null;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  this[kSetNoDelay] = !!options.noDelay;
  this[kSetKeepAlive] = !!options.keepAlive;
  this[kSetKeepAliveInitialDelay] = Math.trunc((options.keepAliveInitialDelay || 0) / 1000);
  Duplex.call(this, options);
  this._pendingData = null;
  this._pendingEncoding = '';
  if (options.handle) {
    this._handle = options.handle;
  } else if (options.fd !== undefined) {
    const { fd } = options;
    this._handle = createHandle(fd);
    const error = this._handle.open(fd);
    if (error) throw errnoException(error, 'open');
  }
  const { onread } = options;
  if (onread !== null && typeof onread === 'object' && typeof onread.callback === 'function' &&
      (ArrayBuffer.isView(onread.buffer) || typeof onread.buffer === 'function')) {
    setUserBuffer(this, onread);
  }
  this.on('end', onReadableStreamEnd);
  initSocketHandle(this);
  if (this._handle && options.readable !== false && !options.manualStart) {
    if (options.pauseOnCreate) {
      this._handle.reading = false;
      this._handle.readStop();
      this._readableState.flowing = false;
    } else {
      this.read(0);
    }
  }
  if (options.signal) addSignal(this, options.signal);
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function addSignal(socket, signal) {
  validateAbortSignal(signal, 'options.signal');
  const { AbortError } = require('internal/errors');
  const abort = () => socket.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) process.nextTick(abort);
  else {
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', abort));
  }
}

/** Connects handle and socket, for events in both directions. */
function initSocketHandle(socket) {
  const handle = socket._handle;
  if (!handle) return;
  handle[kOwner] = socket;
  handle.onread = onStreamRead;
  if (socket._unref) handle.unref();
}

function onReadableStreamEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterFIN;
}

/** Replaces `write` once the other side has ended a connection that is not half open. */
function writeAfterFIN(chunk, encoding, callback) {
  if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding, callback);
  if (typeof encoding === 'function') callback = encoding;
  const error = new Error('This socket has been ended by the other party');
  error.code = 'EPIPE';
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

/** `onread` of handles. */
function onStreamRead(count, buffer) {
  const socket = this[kOwner];
  if (socket === undefined || socket === null) return;
  if (count > 0) {
    socket._unrefTimer();
    if (socket._onread) return readInto(socket, buffer);
    if (!socket.push(buffer)) {
      this.reading = false;
      if (!socket.destroyed) this.readStop();
    }
    return;
  }
  if (count === 0) return;
  if (count !== EOF) {
    socket.destroy(errnoException(count, 'read'));
    return;
  }
  this.reading = false;
  // The end reaches the readable side even when nobody reads: a socket with nothing buffered ends at once.
  socket.push(null);
  if (socket.readableLength === 0) {
    socket.read(0);
  }
}

/** A function that gives buffers is asked for the next one as soon as one was handed out. */
function setUserBuffer(socket, { buffer, callback }) {
  const next = typeof buffer === 'function' ? buffer : null;
  socket._onread = { callback, next, buffer: next ? next() : buffer };
}

/** The option `onread`: chunks are copied into the program's buffer. */
function readInto(socket, bytes) {
  const onread = socket._onread;
  for (let offset = 0; offset < bytes.length;) {
    const target = onread.buffer;
    const view = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    const part = bytes.subarray(offset, offset + view.length);
    view.set(part);
    offset += part.length;
    const result = onread.callback.call(socket, part.length, target);
    if (onread.next !== null) onread.buffer = onread.next();
    if (result === false && socket._handle?.reading) {
      socket._handle.reading = false;
      socket._handle.readStop();
    }
    if (result === false || !socket._handle?.reading) {
      onread.rest = bytes.subarray(offset);
      return;
    }
  }
}

/** Goes on with `onread` after a pause: first with what was read already. */
function continueOnread(socket) {
  if (socket.connecting || !socket._handle || socket._handle.reading) return;
  startReading(socket);
  const { rest } = socket._onread;
  socket._onread.rest = undefined;
  if (rest?.length > 0) process.nextTick(readInto, socket, rest);
}

function startReading(socket) {
  socket._handle.reading = true;
  const error = socket._handle.readStart();
  if (error) socket.destroy(errnoException(error, 'read'));
}

Socket.prototype._read = function(size) {
  if (this.connecting || !this._handle) {
    this.once('connect', () => this._read(size));
  } else if (!this._handle.reading) {
    startReading(this);
  }
};

Socket.prototype.pause = function() {
  if (this._onread && !this.connecting && this._handle?.reading) {
    this._handle.reading = false;
    if (!this.destroyed) this._handle.readStop();
  }
  return Duplex.prototype.pause.call(this);
};

Socket.prototype.resume = function() {
  if (this._onread) continueOnread(this);
  return Duplex.prototype.resume.call(this);
};

Socket.prototype.read = function(n) {
  if (this._onread) continueOnread(this);
  return Duplex.prototype.read.call(this, n);
};

// Writing.

Socket.prototype._writeGeneric = function(writev, data, encoding, callback) {
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const onClose = () => callback(new codes.ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    this.once('connect', function connect() {
      this.off('close', onClose);
      this._writeGeneric(writev, data, encoding, callback);
    });
    this.once('close', onClose);
    return;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this._handle) {
    callback(new codes.ERR_SOCKET_CLOSED());
    return;
  }
  this._unrefTimer();
  const done = (error) => {
    if (error) {
      if (this.destroyed && error === ECANCELED) return callback(new codes.ERR_SOCKET_CLOSED());
      return this.destroyed ? callback(errnoException(error, 'write')) : this.destroy(errnoException(error, 'write', undefined), callback);
    }
    this._unrefTimer();
    callback();
  };
  let result;
  if (writev) {
    const chunks = new Array(data.length);
    const encodings = new Array(data.length);
    for (let i = 0; i < data.length; i++) {
      chunks[i] = data[i].chunk;
      encodings[i] = data[i].encoding;
    }
    result = this._handle.writev(chunks, encodings, done);
  } else {
    result = this._handle.write(data, encoding, done);
  }
  if (result < 0) {
    callback(errnoException(result, 'write'));
  } else if (result === 0) {
    callback();
  }
};

Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

Socket.prototype._write = function(data, encoding, callback) {
  if (encoding === 'buffer' && typeof data === 'string') {
    throw Object.assign(new TypeError('Second argument must be a buffer'), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  this._writeGeneric(false, data, encoding, callback);
};

Socket.prototype._final = function(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this._handle) {
    callback();
    return;
  }
  const result = this._handle.shutdown((error) => {
    if (error && error !== ECANCELED && error !== -107) callback(errnoException(error, 'shutdown'));
    else callback();
  });
  // ENOTCONN: the peer has gone already, there is nothing to shut down.
  if (result === -107) callback();
  else if (result < 0) callback(errnoException(result, 'shutdown'));
};

Socket.prototype._onTimeout = function() {
  const handle = this._handle;
  const lastSize = this._lastWriteQueueSize;
  if (lastSize > 0 && handle) {
    const { writeQueueSize } = handle;
    if (lastSize !== writeQueueSize) {
      this._lastWriteQueueSize = writeQueueSize;
      this._unrefTimer();
      return;
    }
  }
  this.emit('timeout');
};

/** socket.setTimeout(timeout[, callback]) */
Socket.prototype.setTimeout = function(milliseconds, callback) {
  if (this.destroyed) return this;
  this.timeout = milliseconds;
  validateNumber(milliseconds, 'msecs');
  if (milliseconds < 0 || !Number.isFinite(milliseconds)) {
    throw new codes.ERR_OUT_OF_RANGE('msecs', 'a non-negative finite number', milliseconds);
  }
  if (milliseconds > 2147483647) {
    process.emitWarning(`${milliseconds} does not fit into a 32-bit signed integer.\nTimer duration was truncated to 2147483647.`, 'TimeoutOverflowWarning');
    milliseconds = 2147483647;
  }
  clearTimeout(this[kTimeout]);
  if (milliseconds === 0) {
    this[kTimeout] = null;
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.removeListener('timeout', callback);
    }
  } else {
    this[kTimeout] = setTimeout(() => this._onTimeout(), milliseconds);
    this[kTimeout].unref();
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.once('timeout', callback);
    }
  }
  return this;
};

Socket.prototype._unrefTimer = function() {
  if (this[kTimeout] !== null) this[kTimeout].refresh();
};

/** socket.end([data[, encoding]][, callback]) */
Socket.prototype.end = function(data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

Socket.prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

/** socket.resetAndDestroy() */
Socket.prototype.resetAndDestroy = function() {
  if (this._handle) {
    if (!(this._handle instanceof TCP)) throw new codes.ERR_INVALID_HANDLE_TYPE();
    if (this.connecting) {
      this.once('connect', () => this._reset());
    } else {
      this._reset();
    }
  } else {
    this.destroy(new codes.ERR_SOCKET_CLOSED());
  }
  return this;
};

Socket.prototype._reset = function() {
  this[kReset] = true;
  return this.destroy();
};

Socket.prototype._destroy = function(exception, callback) {
  this.connecting = false;
  if (this[kTimeout] !== null) {
    clearTimeout(this[kTimeout]);
    this[kTimeout] = null;
  }
  if (this._handle) {
    const handle = this._handle;
    const isException = exception ? true : false;
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    // The names are kept: programs ask for them after the end.
    const onClosed = () => this.emit('close', isException);
    this._handle = null;
    handle.onread = noop;
    if (handle.isClosing) process.nextTick(onClosed);
    else if (this[kReset] && handle.reset) handle.reset(onClosed);
    else handle.close(onClosed);
    this._sockname = undefined;
    callback(exception);
  } else {
    callback(exception);
    process.nextTick(emitClose, this);
  }
  if (this._server) {
    this._server._connections--;
    this._server._emitCloseIfDrained?.();
  }
};

function emitClose(socket) {
  socket.emit('close', false);
}

// Options and facts.

/** socket.setNoDelay([noDelay]) */
Socket.prototype.setNoDelay = function(enable) {
  enable = Boolean(enable === undefined ? true : enable);
  if (!this._handle) {
    this[kSetNoDelay] = enable;
    return this;
  }
  if (this._handle.setNoDelay && enable !== this[kSetNoDelay]) {
    this[kSetNoDelay] = enable;
    this._handle.setNoDelay(enable);
  }
  return this;
};

/** socket.setKeepAlive([enable][, initialDelay]) */
Socket.prototype.setKeepAlive = function(enable, initialDelay) {
  enable = Boolean(enable);
  const delay = Math.trunc(initialDelay / 1000) || 0;
  if (!this._handle) {
    this[kSetKeepAlive] = enable;
    this[kSetKeepAliveInitialDelay] = delay;
    return this;
  }
  if (this._handle.setKeepAlive && (enable !== this[kSetKeepAlive] || this[kSetKeepAliveInitialDelay] !== delay)) {
    this[kSetKeepAlive] = enable;
    this[kSetKeepAliveInitialDelay] = delay;
    this._handle.setKeepAlive(enable, delay);
  }
  return this;
};

/** socket.address() */
Socket.prototype.address = function() { return this._getsockname(); };

Socket.prototype._getsockname = function() {
  if (!this._handle || !this._handle.getsockname) return {};
  if (!this._sockname) {
    const out = {};
    if (this._handle.getsockname(out)) return {};
    this._sockname = out;
  }
  return this._sockname;
};

Socket.prototype._getpeername = function() {
  if (this._peername) return this._peername;
  if (!this._handle || !this._handle.getpeername || this.connecting) return {};
  const out = {};
  if (this._handle.getpeername(out)) return {};
  this._peername = out;
  return out;
};

function define(name, get) {
  Object.defineProperty(Socket.prototype, name, { __proto__: null, configurable: false, enumerable: true, get });
}
define('remoteAddress', function() { return this._getpeername().address; });
define('remoteFamily', function() { return this._getpeername().family; });
define('remotePort', function() { return this._getpeername().port; });
define('localAddress', function() { return this._getsockname().address; });
define('localPort', function() { return this._getsockname().port; });
define('localFamily', function() { return this._getsockname().family; });
define('_connecting', function() { return this.connecting; });
define('pending', function() { return !this._handle || this.connecting; });
define('bytesRead', function() { return this._handle ? this._handle.bytesRead : this[kBytesRead]; });
define('readyState', function() {
  if (this.connecting) return 'opening';
  if (this.readable && this.writable) return 'open';
  if (this.readable && !this.writable) return 'readOnly';
  if (!this.readable && this.writable) return 'writeOnly';
  return 'closed';
});
define('bufferSize', function() { return this._handle ? this.writableLength : undefined; });
define('bytesWritten', function() {
  let bytes = this._handle ? this._handle.bytesWritten : this[kBytesWritten];
  const state = this._writableState;
  if (state === undefined) return undefined;
  if (this._handle || this.connecting) {
    for (const entry of this.writableBuffer ?? []) {
      bytes += entry.chunk instanceof Buffer ? entry.chunk.length : Buffer.byteLength(entry.chunk, entry.encoding);
    }
    const pending = this._pendingData;
    if (Array.isArray(pending)) {
      for (const { chunk, encoding } of pending) bytes += chunk instanceof Buffer ? chunk.length : Buffer.byteLength(chunk, encoding);
    } else if (pending) {
      bytes += pending instanceof Buffer ? pending.length : Buffer.byteLength(pending, this._pendingEncoding);
    }
  }
  return bytes;
});
Object.defineProperty(Socket.prototype, '_handle', { __proto__: null, value: null, writable: true, configurable: true, enumerable: false });

/** socket.ref() */
Socket.prototype.ref = function() {
  this._unref = false;
  if (!this._handle) {
    this.once('connect', this.ref);
    return this;
  }
  this._handle.ref?.();
  return this;
};

/** socket.unref() */
Socket.prototype.unref = function() {
  this._unref = true;
  if (!this._handle) {
    this.once('connect', this.unref);
    return this;
  }
  this._handle.unref?.();
  return this;
};

// Connecting.

function toNumber(x) { return (x = Number(x)) >= 0 ? x : false; }

/** The forms of connect() and listen(): [options, callback]. */
function normalizeArgs(args) {
  let array;
  if (args.length === 0) {
    array = [{}, null];
  } else {
    const arg0 = args[0];
    let options = {};
    if (typeof arg0 === 'object' && arg0 !== null) {
      options = arg0;
    } else if (typeof arg0 === 'string' && toNumber(arg0) === false) {
      options.path = arg0;
    } else {
      options.port = arg0;
      if (args.length > 1 && typeof args[1] === 'string') options.host = args[1];
    }
    const last = args[args.length - 1];
    array = [options, typeof last === 'function' ? last : null];
  }
  array[normalizedArgsSymbol] = true;
  return array;
}
const normalizedArgsSymbol = Symbol('normalizedArgs');

/** socket.connect(options[, callback]), (path[, callback]), (port[, host][, callback]) */
Socket.prototype.connect = function(...args) {
  const normalized = Array.isArray(args[0]) && args[0][normalizedArgsSymbol] ? args[0] : normalizeArgs(args);
  const [options, callback] = normalized;
  if (callback !== null && callback !== undefined) this.once('connect', callback);
  if (options.onread && !this._onread) setUserBuffer(this, options.onread);
  if (this._parent?.connecting) return this;
  if (options.port === undefined && options.path == null) {
    throw new codes.ERR_MISSING_ARGS(['options', 'port', 'path']);
  }
  if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
  if (this.destroyed) {
    this._handle = null;
    this._peername = undefined;
    this._sockname = undefined;
    this._undestroy();
  }
  const { path } = options;
  const isPipe = !!path;
  if (!this._handle) {
    this._handle = isPipe ? new Pipe(0) : new TCP(0);
    initSocketHandle(this);
  }
  this._unrefTimer();
  this.connecting = true;
  if (isPipe) {
    validateString(path, 'options.path');
    internalConnectPath(this, path);
  } else {
    lookupAndConnect(this, options);
  }
  return this;
};

function internalConnectPath(socket, path) {
  const error = socket._handle.connect(path, (status) => afterConnect(socket, status, { path }));
  if (error) {
    process.nextTick(() => socket.destroy(exceptionWithHostPort(error, 'connect', path)));
  }
}

function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  let { port, autoSelectFamily, autoSelectFamilyAttemptTimeout } = options;
  const net = require('net');
  if (localAddress && !net.isIP(localAddress)) throw new codes.ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (typeof port !== 'undefined') {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
    }
    validatePort(port);
  }
  port |= 0;
  if (autoSelectFamily != null) require('internal/validators').validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  else autoSelectFamily = net.getDefaultAutoSelectFamily();
  if (autoSelectFamilyAttemptTimeout != null) {
    validateInt32(autoSelectFamilyAttemptTimeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    if (autoSelectFamilyAttemptTimeout < 10) autoSelectFamilyAttemptTimeout = 10;
  } else {
    autoSelectFamilyAttemptTimeout = net.getDefaultAutoSelectFamilyAttemptTimeout();
  }
  const addressType = net.isIP(host);
  if (addressType) {
    process.nextTick(() => {
      if (socket.connecting) internalConnect(socket, host, port, localAddress, localPort);
    });
    return;
  }
  if (options.lookup !== undefined) validateFunction(options.lookup, 'options.lookup');
  const dnsOptions = { family: options.family || 0, hints: options.hints || 0 };
  const lookup = options.lookup || require('dns').lookup;
  socket._host = host;
  const several = autoSelectFamily && dnsOptions.family !== 4 && dnsOptions.family !== 6 && !localAddress;
  dnsOptions.all = several ? true : false;
  lookup(host, dnsOptions, (error, ip, family) => {
    if (several) {
      if (!socket.connecting) return;
      if (error) {
        socket.emit('lookup', error, undefined, undefined, host);
        process.nextTick(connectErrorNT, socket, error);
        return;
      }
      const list = Array.isArray(ip) ? ip : [{ address: ip, family }];
      const usable = list.filter((entry) => net.isIP(entry.address) && [4, 6, 'IPv4', 'IPv6'].includes(entry.family));
      for (const { address, family: f } of list) socket.emit('lookup', null, address, f, host);
      if (usable.length === 0) {
        const bad = list[0];
        process.nextTick(connectErrorNT, socket, net.isIP(bad?.address) ? new codes.ERR_INVALID_ADDRESS_FAMILY(bad?.family, host, port)
          : new codes.ERR_INVALID_IP_ADDRESS(bad?.address));
        return;
      }
      process.nextTick(() => {
        if (!socket.connecting) return;
        if (usable.length === 1) internalConnect(socket, usable[0].address, port, localAddress, localPort);
        else require('internal/net/connect-several').connectFirst(socket, usable, port, localPort, autoSelectFamilyAttemptTimeout);
      });
      return;
    }
    socket.emit('lookup', error, ip, family, host);
    if (!socket.connecting) return;
    if (error) {
      process.nextTick(connectErrorNT, socket, error);
    } else if (!net.isIP(ip)) {
      process.nextTick(connectErrorNT, socket, new codes.ERR_INVALID_IP_ADDRESS(ip));
    } else if (family !== 4 && family !== 6 && family !== 'IPv4' && family !== 'IPv6') {
      process.nextTick(connectErrorNT, socket, new codes.ERR_INVALID_ADDRESS_FAMILY(family, host, port));
    } else {
      socket._unrefTimer();
      internalConnect(socket, ip, port, localAddress, localPort);
    }
  });
}

function connectErrorNT(socket, error) {
  socket.destroy(error);
}

/** The local address that a connection from a given address or port has. */
function localFor(address, localAddress, localPort) {
  if (localAddress || !localPort) return localAddress;
  return require('net').isIP(address) === 6 ? '::' : '0.0.0.0';
}

/** Binds the local side as `connect` was asked to. */
function bindLocal(socket, handle, address, localAddress, localPort) {
  if (!localAddress && !localPort) return null;
  const local = localFor(address, localAddress, localPort);
  const error = handle.bind(local, localPort || 0, 0);
  return error && error !== -98 ? exceptionWithHostPort(error, 'bind', local, localPort) : null;
}

function internalConnect(socket, address, port, localAddress, localPort) {
  const failed = bindLocal(socket, socket._handle, address, localAddress, localPort);
  if (failed) {
    socket.destroy(failed);
    return;
  }
  socket.emit('connectionAttempt', address, port, require('net').isIP(address));
  const error = socket._handle.connect(address, port, (status) => {
    afterConnect(socket, status, { address, port, localAddress: localFor(address, localAddress, localPort), localPort });
  });
  if (error) {
    const details = socket._getsockname();
    socket.destroy(exceptionWithHostPort(error, 'connect', address, port, details.address ? `${details.address}:${details.port}` : undefined));
  }
}

function afterConnect(socket, status, { address, port, path, localAddress, localPort }) {
  if (socket.destroyed) return;
  socket.connecting = false;
  socket._sockname = undefined;
  if (status !== 0) {
    // Only a local side that the program chose is worth telling.
    const details = localAddress && localPort ? `${localAddress}:${localPort}` : undefined;
    const error = path === undefined ? exceptionWithHostPort(status, 'connect', address, port, details)
      : exceptionWithHostPort(status, 'connect', path);
    if (details !== undefined) {
      error.localAddress = localAddress;
      error.localPort = localPort;
    }
    if (path === undefined) socket.emit('connectionAttemptFailed', address, port, require('net').isIP(address), error);
    socket.destroy(error);
    return;
  }
  socket.readable = true;
  socket.writable = true;
  socket._unrefTimer();
  if (socket[kSetNoDelay] && socket._handle.setNoDelay) socket._handle.setNoDelay(true);
  if (socket[kSetKeepAlive] && socket._handle.setKeepAlive) socket._handle.setKeepAlive(true, socket[kSetKeepAliveInitialDelay]);
  socket.emit('connect');
  socket.emit('ready');
  // A socket that was paused before it was connected does not start by itself.
  if (socket.readable && !socket.isPaused()) socket.read(0);
}

module.exports = {
  AcceptedOptions, Socket, afterConnect, bindLocal, createHandle, initSocketHandle, kOwner, normalizeArgs, toNumber,
  uvExceptionWithHostPort,
};
