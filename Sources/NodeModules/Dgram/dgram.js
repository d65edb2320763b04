'use strict';
// The dgram module: UDP sockets. https://nodejs.org/docs/latest-v20.x/api/dgram.html

const EventEmitter = require('events');
const { codes, errnoException, exceptionWithHostPort } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateNumber, validatePort, validateString } = require('internal/validators');
const { UDP } = internalBinding('udp_wrap');
const { workerID } = internalBinding('cluster');

const UNBOUND = 0;
const BINDING = 1;
const BOUND = 2;
const DISCONNECTED = 0;
const CONNECTING = 1;
const CONNECTED = 2;
const IPV6_ONLY = 1;
const REUSE_ADDRESS = 4;
const REUSE_PORT = 64;
const kState = Symbol('state symbol');
const kOwner = Symbol.for('swjs.handle.owner');

/** The handle of a socket of this type; its `lookup` resolves names to addresses of its family. */
function newHandle(type, lookup) {
  if (lookup !== undefined) validateFunction(lookup, 'lookup');
  else lookup = (host, options, callback) => require('dns').lookup(host, options, callback);
  const family = type === 'udp4' ? 4 : type === 'udp6' ? 6 : 0;
  if (family === 0) throw new codes.ERR_SOCKET_BAD_TYPE();
  const handle = new UDP();
  handle.lookup = (address, callback) => lookup(address || (family === 4 ? '127.0.0.1' : '::1'), family, callback);
  return handle;
}

/** A bound handle, or the negative code of the error. Shared with cluster's primary. */
function createSocketHandle(address, port, addressType, fd, flags) {
  const handle = newHandle(addressType);
  let error;
  if (typeof fd === 'number' && fd > 0) error = handle.open(fd);
  else if (port || address) error = handle.bind(address || (addressType === 'udp4' ? '0.0.0.0' : '::'), port || 0, flags);
  if (error) {
    handle.close();
    return error;
  }
  return handle;
}

/** new dgram.Socket(type | options[, listener]) */
function Socket(type, listener) {
  EventEmitter.call(this);
  let lookup;
  let recvBufferSize;
  let sendBufferSize;
  let options;
  if (type !== null && typeof type === 'object') {
    options = type;
    ({ type, lookup, recvBufferSize, sendBufferSize } = options);
    if (options.recvBufferSize !== undefined) validateNumber(recvBufferSize, 'options.recvBufferSize');
    if (options.sendBufferSize !== undefined) validateNumber(sendBufferSize, 'options.sendBufferSize');
  }
  const handle = newHandle(type, lookup);
  handle[kOwner] = this;
  this.type = type;
  if (typeof listener === 'function') this.on('message', listener);
  this[kState] = {
    handle, receiving: false, bindState: UNBOUND, connectState: DISCONNECTED, queue: undefined,
    reuseAddr: options?.reuseAddr, reusePort: options?.reusePort, ipv6Only: options?.ipv6Only, recvBufferSize, sendBufferSize,
  };
  if (options?.signal !== undefined) {
    const { signal } = options;
    validateAbortSignal(signal, 'options.signal');
    const abort = () => { if (this[kState].handle) this.close(); };
    if (signal.aborted) {
      abort();
    } else {
      signal.addEventListener('abort', abort, { once: true });
      this.once('close', () => signal.removeEventListener('abort', abort));
    }
  }
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter);

/** dgram.createSocket(type[, callback]), dgram.createSocket(options[, callback]) */
function createSocket(type, listener) { return new Socket(type, listener); }

function healthCheck(socket) {
  if (!socket[kState].handle) throw new codes.ERR_SOCKET_DGRAM_NOT_RUNNING();
}

function startListening(socket) {
  const state = socket[kState];
  state.handle.onmessage = onMessage;
  state.handle.recvStart();
  state.receiving = true;
  state.bindState = BOUND;
  if (state.recvBufferSize) bufferSize(socket, state.recvBufferSize, true);
  if (state.sendBufferSize) bufferSize(socket, state.sendBufferSize, false);
  socket.emit('listening');
}

function onMessage(count, buffer, sender) {
  const socket = this[kOwner];
  if (count < 0) {
    socket.emit('error', errnoException(count, 'recvmsg'));
    return;
  }
  sender.size = buffer.length;
  socket.emit('message', buffer, sender);
}

function bufferSize(socket, size, receives) {
  if (size >>> 0 !== size) throw new codes.ERR_SOCKET_BAD_BUFFER_SIZE();
  healthCheck(socket);
  const result = socket[kState].handle.bufferSize(size, receives);
  if (result < 0) {
    const { errname } = require('internal/errors');
    throw new codes.ERR_SOCKET_BUFFER_SIZE({
      errno: result, code: errname(result), message: require('util').getSystemErrorMap?.().get(result)?.[1] ?? '',
      syscall: `uv_${receives ? 'recv' : 'send'}_buffer_size`,
    });
  }
  return result;
}

function bindServerHandle(socket, query, onError) {
  const state = socket[kState];
  require('cluster')._getServer(socket, query, (error, handle) => {
    if (error) {
      onError(exceptionWithHostPort(error, 'bind', query.address, query.port));
      state.bindState = UNBOUND;
      return;
    }
    if (!state.handle) {
      handle.close();
      return;
    }
    replaceHandle(socket, handle);
    startListening(socket);
  });
}

/** The socket continues on a handle that the cluster's primary gave. */
function replaceHandle(socket, handle) {
  const state = socket[kState];
  const old = state.handle;
  handle.lookup = old.lookup;
  handle[kOwner] = socket;
  old.close();
  state.handle = handle;
}

/** socket.bind([port][, address][, callback]), socket.bind(options[, callback]) */
Socket.prototype.bind = function(portOrOptions, addressOrCallback) {
  let port = portOrOptions;
  healthCheck(this);
  const state = this[kState];
  if (state.bindState !== UNBOUND) throw new codes.ERR_SOCKET_ALREADY_BOUND();
  state.bindState = BINDING;
  const callback = arguments.length && arguments[arguments.length - 1];
  if (typeof callback === 'function') {
    const removeListeners = () => {
      this.removeListener('error', removeListeners);
      this.removeListener('listening', onListening);
    };
    const onListening = () => {
      removeListeners();
      callback.call(this);
    };
    this.on('error', removeListeners);
    this.on('listening', onListening);
  }
  if (port instanceof UDP) {
    replaceHandle(this, port);
    startListening(this);
    return this;
  }
  if (port !== null && typeof port === 'object' && typeof port.fd === 'number' && port.fd > 0) {
    const { fd, exclusive = false } = port;
    if (!exclusive && isWorker()) {
      bindServerHandle(this, { address: null, port: null, addressType: this.type, fd, flags: null }, (error) => this.emit('error', error));
      return this;
    }
    const type = internalBinding('tcp_wrap').guessHandleType(fd);
    if (type !== 'UDP') throw new codes.ERR_INVALID_FD_TYPE(type);
    const error = state.handle.open(fd);
    if (error) throw errnoException(error, 'open');
    startListening(this);
    return this;
  }
  let address;
  let exclusive;
  if (port !== null && typeof port === 'object') {
    address = port.address || '';
    exclusive = !!port.exclusive;
    port = port.port;
  } else {
    address = typeof addressOrCallback === 'function' ? '' : addressOrCallback;
    exclusive = false;
  }
  if (address === undefined || address === null || address === '') address = this.type === 'udp4' ? '0.0.0.0' : '::';
  state.handle.lookup(address, (error, ip) => {
    if (!state.handle) return;
    if (error) {
      state.bindState = UNBOUND;
      this.emit('error', error);
      return;
    }
    let flags = 0;
    if (state.reuseAddr) flags |= REUSE_ADDRESS;
    if (state.ipv6Only) flags |= IPV6_ONLY;
    if (state.reusePort) {
      exclusive = true;
      flags |= REUSE_PORT;
    }
    if (isWorker() && !exclusive) {
      bindServerHandle(this, { address: ip, port, addressType: this.type, fd: -1, flags }, (e) => this.emit('error', e));
      return;
    }
    const result = state.handle.bind(ip, port || 0, flags);
    if (result) {
      const exception = exceptionWithHostPort(result, 'bind', ip, port);
      state.bindState = UNBOUND;
      this.emit('error', exception);
      return;
    }
    startListening(this);
  });
  return this;
};

function isWorker() { return workerID() > 0 && require('cluster').isWorker; }

function checkPort(port) {
  const valid = validatePort(port, 'Port', false);
  return valid;
}

/** socket.connect(port[, address][, callback]) */
Socket.prototype.connect = function(port, address, callback) {
  port = checkPort(port);
  if (typeof address === 'function') {
    callback = address;
    address = '';
  } else if (address === undefined) {
    address = '';
  }
  validateString(address, 'address');
  const state = this[kState];
  if (state.connectState !== DISCONNECTED) throw new codes.ERR_SOCKET_DGRAM_IS_CONNECTED();
  state.connectState = CONNECTING;
  if (state.bindState === UNBOUND) this.bind({ port: 0, exclusive: true }, null);
  const connect = () => {
    state.handle.lookup(address, (error, ip) => {
      if (!state.handle) return;
      if (!error) {
        const result = state.handle.connect(ip, port);
        if (result) error = exceptionWithHostPort(result, 'connect', address, port);
      }
      if (error) {
        state.connectState = DISCONNECTED;
        process.nextTick(() => {
          if (callback) callback(error);
          else this.emit('error', error);
        });
        return;
      }
      state.connectState = CONNECTED;
      if (callback) this.once('connect', callback);
      process.nextTick(() => this.emit('connect'));
    });
  };
  if (state.bindState !== BOUND) enqueue(this, connect);
  else connect();
};

/** socket.disconnect() */
Socket.prototype.disconnect = function() {
  const state = this[kState];
  if (state.connectState !== CONNECTED) throw new codes.ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const error = state.handle.disconnect();
  if (error) throw errnoException(error, 'connect');
  state.connectState = DISCONNECTED;
};

function enqueue(socket, action) {
  const state = socket[kState];
  if (state.queue === undefined) {
    state.queue = [];
    const run = () => {
      socket.removeListener('error', fail);
      const { queue } = state;
      state.queue = undefined;
      for (const entry of queue) entry();
    };
    const fail = () => {
      socket.removeListener('listening', run);
      state.queue = undefined;
    };
    socket.once('error', fail);
    socket.once('listening', run);
  }
  state.queue.push(action);
}

function toBuffer(chunk) {
  if (typeof chunk === 'string') return Buffer.from(chunk);
  if (ArrayBuffer.isView(chunk)) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return null;
}

function sliceBuffer(buffer, offset, length) {
  const whole = toBuffer(buffer);
  if (whole === null) throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
  offset >>>= 0;
  length >>>= 0;
  if (offset > whole.byteLength) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (offset + length > whole.byteLength) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('length');
  return whole.subarray(offset, offset + length);
}

/** socket.send(msg[, offset, length][, port][, address][, callback]) */
Socket.prototype.send = function(buffer, offset, length, port, address, callback) {
  const state = this[kState];
  const connected = state.connectState === CONNECTED;
  if (!connected) {
    if (address || (port && typeof port !== 'function')) {
      buffer = sliceBuffer(buffer, offset, length);
    } else {
      callback = port;
      port = offset;
      address = length;
    }
  } else if (typeof length === 'number') {
    buffer = sliceBuffer(buffer, offset, length);
    if (typeof port === 'function') {
      callback = port;
      port = null;
    } else if (port || address) {
      throw new codes.ERR_SOCKET_DGRAM_IS_CONNECTED();
    }
  } else {
    if (port || address) throw new codes.ERR_SOCKET_DGRAM_IS_CONNECTED();
    callback = offset;
  }
  let message;
  if (Array.isArray(buffer)) {
    const list = buffer.map(toBuffer);
    if (list.includes(null)) throw new codes.ERR_INVALID_ARG_TYPE('buffer list arguments', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    message = Buffer.concat(list);
  } else {
    message = toBuffer(buffer);
    if (message === null) throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView', 'string'], buffer);
  }
  if (!connected) port = checkPort(port);
  if (typeof callback !== 'function') callback = undefined;
  if (typeof address === 'function') {
    callback = address;
    address = undefined;
  } else if (address != null) {
    validateString(address, 'address');
  }
  healthCheck(this);
  if (state.bindState === UNBOUND) this.bind({ port: 0, exclusive: true }, null);
  if (state.bindState !== BOUND) {
    enqueue(this, () => this.send(message, ...(connected ? [] : [port, address]), callback));
    return;
  }
  const send = (error, ip) => {
    if (error) {
      if (callback) process.nextTick(callback, error);
      else process.nextTick(() => this.emit('error', error));
      return;
    }
    if (!state.handle) return;
    const done = (status, size) => {
      if (!callback) return;
      callback(status ? exceptionWithHostPort(status, 'send', address, port) : null, status ? undefined : size);
    };
    const result = connected ? state.handle.send(message, null, 0, done) : state.handle.send(message, ip, port, done);
    if (result >= 1) {
      if (callback) process.nextTick(callback, null, result - 1);
    } else if (result < 0) {
      const exception = exceptionWithHostPort(result, 'send', address, port);
      if (callback) process.nextTick(callback, exception);
    }
  };
  if (connected) send(null);
  else state.handle.lookup(address, send);
};

Socket.prototype.sendto = function(buffer, offset, length, port, address, callback) {
  validateNumber(offset, 'offset');
  validateNumber(length, 'length');
  validateNumber(port, 'port');
  validateString(address, 'address');
  this.send(buffer, offset, length, port, address, callback);
};

/** socket.close([callback]) */
Socket.prototype.close = function(callback) {
  const state = this[kState];
  if (typeof callback === 'function') this.on('close', callback);
  if (state.queue !== undefined) {
    state.queue.push(() => this.close());
    return this;
  }
  healthCheck(this);
  state.receiving = false;
  state.handle.close();
  state.handle = null;
  process.nextTick(() => this.emit('close'));
  return this;
};

Socket.prototype[require('internal/util').SymbolAsyncDispose] = function() {
  if (!this[kState].handle) return Promise.resolve();
  return new Promise((resolve) => this.close(resolve));
};

/** socket.address() */
Socket.prototype.address = function() {
  healthCheck(this);
  const out = {};
  const error = this[kState].handle.getsockname(out);
  if (error) throw errnoException(error, 'getsockname');
  return out;
};

/** socket.remoteAddress() */
Socket.prototype.remoteAddress = function() {
  healthCheck(this);
  if (this[kState].connectState !== CONNECTED) throw new codes.ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const out = {};
  const error = this[kState].handle.getpeername(out);
  if (error) throw errnoException(error, 'getpeername');
  return out;
};

function option(name, call, check) {
  Socket.prototype[name] = function(...args) {
    check?.(...args);
    healthCheck(this);
    const error = call(this[kState].handle, ...args);
    if (error) throw errnoException(error, name);
    return args[0];
  };
}
option('setBroadcast', (handle, on) => handle.setBroadcast(on ? 1 : 0));
option('setTTL', (handle, ttl) => handle.setTTL(ttl), (ttl) => validateNumber(ttl, 'ttl'));
option('setMulticastTTL', (handle, ttl) => handle.setMulticastTTL(ttl), (ttl) => validateNumber(ttl, 'ttl'));
option('setMulticastLoopback', (handle, on) => handle.setMulticastLoopback(on ? 1 : 0));
option('setMulticastInterface', (handle, name) => handle.setMulticastInterface(name), (name) => validateString(name, 'interfaceAddress'));

function membership(name, join) {
  Socket.prototype[name] = function(group, address) {
    healthCheck(this);
    if (!group) throw new codes.ERR_MISSING_ARGS('multicastAddress');
    const error = this[kState].handle.setMembership(group, address, join);
    if (error) throw errnoException(error, name);
  };
}
membership('addMembership', true);
membership('dropMembership', false);

function sourceMembership(name, join) {
  Socket.prototype[name] = function(source, group, address) {
    healthCheck(this);
    validateString(source, 'sourceAddress');
    validateString(group, 'groupAddress');
    const error = this[kState].handle.setSourceMembership(source, group, address, join);
    if (error) throw errnoException(error, name);
  };
}
sourceMembership('addSourceSpecificMembership', true);
sourceMembership('dropSourceSpecificMembership', false);

Socket.prototype.setRecvBufferSize = function(size) { bufferSize(this, size, true); };
Socket.prototype.setSendBufferSize = function(size) { bufferSize(this, size, false); };
Socket.prototype.getRecvBufferSize = function() { return bufferSize(this, 0, true); };
Socket.prototype.getSendBufferSize = function() { return bufferSize(this, 0, false); };
Socket.prototype.getSendQueueSize = function() { return this[kState].handle.sendQueueSize; };
Socket.prototype.getSendQueueCount = function() { return this[kState].handle.sendQueueCount; };

Socket.prototype.ref = function() {
  this[kState].handle?.ref();
  return this;
};
Socket.prototype.unref = function() {
  this[kState].handle?.unref();
  return this;
};
Object.defineProperty(Socket.prototype, '_handle', { __proto__: null, configurable: true, get() { return this[kState].handle; } });

module.exports = { Socket, _createSocketHandle: createSocketHandle, createSocket };
