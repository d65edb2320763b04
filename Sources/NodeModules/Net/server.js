'use strict';
// internal/net/server: net.Server. https://nodejs.org/docs/latest-v20.x/api/net.html#class-netserver

const EventEmitter = require('events');
const { codes, errnoException, exceptionWithHostPort, uvExceptionWithHostPort } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateNumber, validatePort } = require('internal/validators');
const { AcceptedOptions, Socket, createHandle, kOwner, normalizeArgs, toNumber } = require('internal/net/socket');
const binding = internalBinding('tcp_wrap');
const { workerID } = internalBinding('cluster');
const { TCP, Pipe } = binding;

const IPV6_ONLY = 1;
const REUSE_PORT = 2;

/** new net.Server([options][, connectionListener]) */
function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else if (typeof options !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
  } else {
    options = { ...options };
  }
  if (connectionListener) this.on('connection', connectionListener);
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = undefined;
  }
  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = !!options.pauseOnConnect;
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = Math.trunc((options.keepAliveInitialDelay || 0) / 1000);
  this.highWaterMark = options.highWaterMark;
  if (options.blockList) {
    this.blockList = options.blockList;
  }
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

/**
 * A handle that is bound but does not listen; or the negative code of the error. Shared with cluster's primary.
 * `addressType`: 4, 6, -1 for a path; `address` null means all addresses, IPv6 first.
 */
function createServerHandle(address, port, addressType, fd, flags) {
  let handle;
  if (typeof fd === 'number' && fd >= 0) {
    try {
      handle = createHandle(fd);
    } catch {
      return -22;
    }
    const error = handle.open(fd);
    if (error) return error;
    return handle;
  }
  if (port === -1 && addressType === -1) {
    handle = new Pipe(0);
    const error = handle.bind(address);
    if (error) {
      handle.close();
      return error;
    }
    return handle;
  }
  if (!address) {
    handle = new TCP(0);
    const error = handle.bind('::', port, flags);
    if (error) {
      handle.close();
      return createServerHandle('0.0.0.0', port, 4, undefined, flags & ~IPV6_ONLY);
    }
    return handle;
  }
  handle = new TCP(0);
  const error = handle.bind(address, port, addressType === 6 ? flags : flags & ~IPV6_ONLY);
  if (error) {
    handle.close();
    return error;
  }
  return handle;
}

/** Begins to listen, on the server's handle or a new one. */
function setupListenHandle(address, port, addressType, backlog, fd, flags) {
  if (!this._handle) {
    let handle = null;
    if (!address && typeof fd !== 'number') {
      handle = createServerHandle('::', port, 6, fd, flags);
      if (typeof handle === 'number') {
        handle = null;
        address = '0.0.0.0';
        addressType = 4;
      } else {
        address = '::';
        addressType = 6;
      }
    }
    if (handle === null) handle = createServerHandle(address, port, addressType, fd, flags);
    if (typeof handle === 'number') {
      const error = uvExceptionWithHostPort(handle, 'listen', address, port);
      process.nextTick(emitErrorNT, this, error);
      return;
    }
    this._handle = handle;
  }
  this._handle.onconnection = onconnection;
  this._handle[kOwner] = this;
  this._attachHandle?.(this._handle);
  const error = this._handle.listen(backlog || 511);
  if (error) {
    const exception = uvExceptionWithHostPort(error, 'listen', address, port);
    this._handle.close();
    this._handle = null;
    process.nextTick(emitErrorNT, this, exception);
    return;
  }
  this._connectionKey = `${addressType}:${address}:${port}`;
  if (this._unref) this.unref();
  process.nextTick(emitListeningNT, this);
}
Server.prototype._listen2 = setupListenHandle;

function emitErrorNT(server, error) {
  server.emit('error', error);
}

function emitListeningNT(server) {
  if (server._handle) server.emit('listening');
}

/** Listens directly, or asks the cluster's primary. */
function listenInCluster(server, address, port, addressType, backlog, fd, exclusive, flags, options) {
  exclusive = !!exclusive;
  if (exclusive || isPrimary()) {
    server._listen2(address, port, addressType, backlog, fd, flags);
    return;
  }
  const cluster = require('cluster');
  const query = { address, port, addressType, fd, flags, backlog, ...options };
  const listeningId = server._listeningId;
  cluster._getServer(server, query, (error, handle) => {
    if (listeningId !== server._listeningId) {
      handle?.close();
      return;
    }
    error = checkBindError(error, port, handle);
    if (error) {
      const exception = exceptionWithHostPort(error, 'bind', address, port);
      server.emit('error', exception);
      return;
    }
    server._handle = handle;
    server._listen2(address, port, addressType, backlog, fd, flags);
  });
}

/** Whether this process binds its ports itself. A primary needs no `cluster` for that. */
function isPrimary() { return workerID() === 0 || require('cluster').isPrimary; }

/** EADDRINUSE may show as late as when the port of a bound handle is asked for. */
function checkBindError(error, port, handle) {
  if (error === 0 && port > 0 && handle?.getsockname) {
    const out = {};
    error = handle.getsockname(out);
    if (error === 0 && port !== out.port) error = -98;
  }
  return error;
}

/** server.listen(...) https://nodejs.org/docs/latest-v20.x/api/net.html#serverlisten */
Server.prototype.listen = function(...args) {
  const normalized = normalizeArgs(args);
  let options = normalized[0];
  const callback = normalized[1];
  if (this._handle) throw new codes.ERR_SERVER_ALREADY_LISTEN();
  if (callback !== null) this.once('listening', callback);
  const backlogFromArgs = toNumber(args.length > 1 && args[1]) || toNumber(args.length > 2 && args[2]);
  options = options._handle || options.handle || options;
  const flags = (options.ipv6Only ? IPV6_ONLY : 0) | (options.reusePort ? REUSE_PORT : 0);
  if (options.reusePort) options.exclusive = true;
  this._listeningId++;
  if (options instanceof TCP || options instanceof Pipe) {
    this._handle = options;
    this._listen2(null, -1, -1, backlogFromArgs);
    return this;
  }
  addServerAbortSignal(this, options);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    listenInCluster(this, null, null, null, backlogFromArgs, options.fd);
    return this;
  }
  if (args.length === 0 || typeof args[0] === 'function' || (options.port === undefined && 'port' in options) || options.port === null) {
    options.port = 0;
  }
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    validatePort(options.port, 'options.port');
    const backlog = options.backlog || backlogFromArgs;
    if (options.host) {
      lookupAndListen(this, options.port | 0, options.host, backlog, options.exclusive, flags);
    } else {
      listenInCluster(this, null, options.port | 0, 4, backlog, undefined, options.exclusive, flags);
    }
    return this;
  }
  if (options.path && typeof options.path === 'string' && toNumber(options.path) === false) {
    if (options.path[0] === '\0' && (options.readableAll || options.writableAll)) {
      throw new codes.ERR_INVALID_ARG_VALUE('options', options,
        'can not set readableAll or writableAllt to true when path is abstract unix socket');
    }
    const path = (this._pipeName = options.path);
    const backlog = options.backlog || backlogFromArgs;
    listenInCluster(this, path, -1, -1, backlog, undefined, options.exclusive, undefined,
      { readableAll: options.readableAll, writableAll: options.writableAll });
    if (!this._handle) return this;
    const readable = options.readableAll === true;
    const writable = options.writableAll === true;
    if ((readable || writable) && this._handle.fchmod) {
      const error = this._handle.fchmod(readable, writable);
      if (error) {
        this._handle.close();
        this._handle = null;
        throw errnoException(error, 'uv_pipe_chmod');
      }
    }
    return this;
  }
  if (!('port' in options || 'path' in options)) {
    throw new codes.ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  throw new codes.ERR_INVALID_ARG_VALUE('options', options);
};

function addServerAbortSignal(server, options) {
  if (options === undefined || options.signal === undefined) return;
  validateAbortSignal(options.signal, 'options.signal');
  const { signal } = options;
  const abort = () => server.close();
  if (signal.aborted) {
    process.nextTick(abort);
  } else {
    signal.addEventListener('abort', abort);
    server.once('close', () => signal.removeEventListener('abort', abort));
  }
}

function lookupAndListen(server, port, address, backlog, exclusive, flags) {
  const family = require('net').isIP(address);
  if (family !== 0) {
    listenInCluster(server, address, port, family, backlog, undefined, exclusive, flags);
    return;
  }
  const listeningId = server._listeningId;
  require('dns').lookup(address, (error, ip, addressType) => {
    if (listeningId !== server._listeningId) return;
    if (error) {
      server.emit('error', error);
    } else {
      listenInCluster(server, ip, port, ip ? addressType : 4, backlog, undefined, exclusive, flags);
    }
  });
}

/** One for all connections: the constructor only reads it. */
const accepted = new AcceptedOptions();

/** `onconnection` of listening handles: real ones, and those that stand for a server of the cluster's primary. */
function onconnection(error, clientHandle) {
  const server = this[kOwner] ?? this.owner;
  if (error) {
    server.emit('error', errnoException(error, 'accept'));
    return;
  }
  if (server._serveHandle?.(clientHandle)) return;
  if ((server.maxConnections != null && server._connections >= server.maxConnections) || isBlocked(server, clientHandle)) {
    const data = {};
    if (clientHandle.getsockname) {
      const local = {};
      const remote = {};
      clientHandle.getsockname(local);
      clientHandle.getpeername(remote);
      data.localAddress = local.address;
      data.localPort = local.port;
      data.localFamily = local.family;
      data.remoteAddress = remote.address;
      data.remotePort = remote.port;
      data.remoteFamily = remote.family;
    }
    clientHandle.close();
    server.emit('drop', data);
    return;
  }
  accepted.handle = clientHandle;
  accepted.allowHalfOpen = Boolean(server.allowHalfOpen);
  accepted.pauseOnCreate = server.pauseOnConnect;
  accepted.readableHighWaterMark = server.highWaterMark;
  accepted.writableHighWaterMark = server.highWaterMark;
  accepted.manualStart = server._manualStart === true;
  const socket = new Socket(accepted);
  accepted.handle = null;
  if (server.noDelay && clientHandle.setNoDelay) socket.setNoDelay(true);
  if (server.keepAlive && clientHandle.setKeepAlive) socket.setKeepAlive(true, server.keepAliveInitialDelay * 1000);
  server._connections++;
  socket.server = server;
  socket._server = server;
  clientHandle.begin?.();
  server.emit('connection', socket);
}

function isBlocked(server, handle) {
  if (!server.blockList || !handle.getpeername) return false;
  const remote = {};
  handle.getpeername(remote);
  return server.blockList.check(remote.address, remote.family === 'IPv6' ? 'ipv6' : 'ipv4');
}

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null, configurable: true, enumerable: true, get() { return !!this._handle; },
});

/** server.address() */
Server.prototype.address = function() {
  if (this._handle?.getsockname) {
    const out = {};
    const error = this._handle.getsockname(out);
    if (error) throw errnoException(error, 'address');
    return out;
  }
  if (this._pipeName) return this._pipeName;
  return null;
};

/** server.getConnections(callback): those that were sent to other processes count too. */
Server.prototype.getConnections = function(callback) {
  validateFunction(callback, 'callback');
  let total = this._connections + (this._nativeConnections?.() ?? 0);
  if (!this._usingWorkers) {
    process.nextTick(callback, null, total);
    return this;
  }
  let left = this._workers.length;
  for (const list of this._workers) {
    list.getConnections((error, count) => {
      if (left < 0) return;
      if (error) {
        left = -1;
        callback(error);
        return;
      }
      total += count;
      if (--left === 0) callback(null, total);
    });
  }
  return this;
};

/** Sockets of this server went to another process, whose list this is. */
Server.prototype._setupWorker = function(list) {
  this._usingWorkers = true;
  this._workers.push(list);
  list.once('exit', () => { this._workers = this._workers.filter((other) => other !== list); });
};

/** The end of the sockets that other processes have. */
function closeWorkers(server) {
  let left = server._workers.length;
  // Held open by one connection that stands for all of theirs.
  server._connections++;
  const closed = () => {
    if (--left > 0) return;
    server._connections = 0;
    server._emitCloseIfDrained();
  };
  for (const list of server._workers) list.close(closed);
}

/** server.close([callback]) */
Server.prototype.close = function(callback) {
  if (typeof callback === 'function') {
    if (!this._handle) {
      this.once('close', () => callback(new codes.ERR_SERVER_NOT_RUNNING()));
    } else {
      this.once('close', callback);
    }
  }
  // A listen that is still under way comes to nothing.
  this._listeningId++;
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  if (this._usingWorkers) closeWorkers(this);
  else this._emitCloseIfDrained();
  return this;
};

Server.prototype[require('internal/util').SymbolAsyncDispose] = function() {
  if (!this._handle) return Promise.resolve();
  return new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
};

Server.prototype._emitCloseIfDrained = function() {
  if (this._handle || this._connections > 0 || (this._nativeConnections?.() ?? 0) > 0) return;
  process.nextTick(() => this.emit('close'));
};

Server.prototype[EventEmitter.captureRejectionSymbol ?? Symbol.for('nodejs.rejection')] = function(error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};

/** server.ref() */
Server.prototype.ref = function() {
  this._unref = false;
  this._handle?.ref();
  return this;
};

/** server.unref() */
Server.prototype.unref = function() {
  this._unref = true;
  this._handle?.unref();
  return this;
};

module.exports = { Server, createServerHandle, onconnection };
