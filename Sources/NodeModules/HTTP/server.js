'use strict';
// internal/http/server: http.Server and http.ServerResponse. Connections, parsing and writing are native; this is where they meet programs.
// https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserver

const EventEmitter = require('events');
const { Server: NetServer } = require('internal/net/server');
const {
  IncomingMessage, kConnection, kEndPending, kHead, kSocket: kIncomingSocket, kServer, kSocketOf, kTrailersHead,
} = require('internal/http/incoming');
const { OutgoingMessage, initFields, kErrored, kSocket } = require('internal/http/outgoing');
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const binding = internalBinding('http_native');
const { initOutgoing, STATUS_CODES } = binding;

const kNative = Symbol('kNative');
const kIncoming = Symbol('kIncoming');
const kResponse = Symbol('kResponse');
const kOptions = Symbol('kOptions');

// Bits of `flags` as the parser and the connection give them.
const EXPECT = 128;
const EXPECT_CONTINUE = 256;
const HOST = 512;
const UPGRADE = 1 << 17;
const BODY = 1 << 18;
const BEYOND_LIMIT = 1 << 20;
const TIMED = 1 << 21;

function connResetException(message) {
  const error = new Error(message);
  error.code = 'ECONNRESET';
  return error;
}

// ServerResponse.

/** new http.ServerResponse(request[, options]) */
function ServerResponse(request, options) {
  initOutgoing(this, false);
  initFields(this, options);
  this.req = request;
  if (request.method === 'HEAD') this._hasBody = false;
  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(request.headers?.te);
    this.shouldKeepAlive = false;
  }
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);
Object.defineProperties(ServerResponse.prototype, Object.getOwnPropertyDescriptors(binding.responseMethods));
ServerResponse.prototype.constructor = ServerResponse;

Object.defineProperty(ServerResponse.prototype, 'socket', {
  __proto__: null, configurable: true, enumerable: true,
  get() {
    if (this[kSocket] !== null) return this[kSocket];
    const connection = this.req?.[kConnection];
    if (connection === undefined) return null;
    // Before its turn, and once 'finish' was emitted, a response has no socket.
    if (connection.response === this || (this.finished && !(this._closed && this._events !== undefined))) return this.req.socket;
    return null;
  },
  set(value) { this[kSocket] = value; },
});

ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

ServerResponse.prototype.assignSocket = function(socket) {
  if (socket._httpMessage) throw new codes.ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  socket.on('close', onServerResponseClose);
  this[kSocket] = socket;
  this.emit('socket', socket);
  this._flush();
};
ServerResponse.prototype.detachSocket = function(socket) {
  socket.removeListener('close', onServerResponseClose);
  socket._httpMessage = null;
  this[kSocket] = null;
};
function onServerResponseClose() {
  const message = this._httpMessage;
  if (message && !message._closed) {
    message.destroyed = true;
    message._closed = true;
    message.emit('close');
  }
}

/** response.writeContinue([callback]) */
ServerResponse.prototype.writeContinue = function(callback) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'latin1', callback);
  this._sent100 = true;
};

/** response.writeProcessing([callback]) */
ServerResponse.prototype.writeProcessing = function(callback) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'latin1', callback);
};

/** response.writeEarlyHints(hints[, callback]) */
ServerResponse.prototype.writeEarlyHints = function(hints, callback) {
  require('internal/http/early-hints').writeEarlyHints(this, hints, callback);
};

Object.defineProperty(ServerResponse.prototype, '_expect_continue', {
  __proto__: null, configurable: true, get() { return this._expectContinue; }, set(value) { this._expectContinue = value; },
});

/** response.destroy([error]) */
ServerResponse.prototype.destroy = function(error) {
  if (this.destroyed) {
    // One that ended without anybody listening counts as destroyed at once.
    if (!(kErrored in this)) this[kErrored] = error;
    return this;
  }
  const connection = this.req?.[kConnection];
  if (connection === undefined || this[kSocket] !== null) return OutgoingMessage.prototype.destroy.call(this, error);
  this.destroyed = true;
  this[kErrored] = error;
  if (connection.isOpen) {
    if (connection.socket) connection.socket.destroy(error);
    else process.nextTick(() => connection.destroy());
  }
  return this;
};

// Connections.

// Most connections never need what belongs to sockets: that is a file of its own.
const sockets = () => require('internal/http/server-sockets');
IncomingMessage[kSocketOf] = (connection, message) => sockets().socketOf(connection, message);

/** The listener of 'connection' that makes a socket HTTP; programs call it by `server.emit('connection', stream)`. */
function connectionListener(socket) { sockets().listen(this, socket); }

function onRequest(server, connection, method, url, head, version, flags) {
  const request = new server[kIncoming](undefined);
  request[kConnection] = connection;
  request[kServer] = server;
  request[kHead] = head;
  if ((flags & TIMED) !== 0) {
    connection.isTimedByScript = false;
    connection.socket?.setTimeout(server.timeout);
  }
  request.method = method;
  request.url = url;
  request.httpVersionMajor = version === 11 ? 1 : (version / 10) | 0;
  request.httpVersionMinor = version === 11 ? 1 : version % 10;
  if (server[kOptions].joinDuplicateHeaders) request.joinDuplicateHeaders = true;
  if ((flags & UPGRADE) !== 0) {
    const event = method === 'CONNECT' ? 'connect' : 'upgrade';
    if (server.listenerCount(event) > 0) return sockets().upgrade(server, connection, request, event);
    if (method === 'CONNECT') return connection.destroy();
  }
  request.upgrade = false;
  if ((flags & BODY) === 0) {
    request.complete = true;
    request[kEndPending] = true;
  }
  const response = new server[kResponse](request, server[kOptions]);
  connection.begin(request, response);
  const { socket } = connection;
  if (socket && connection.response === response) socket._httpMessage = response;
  if (version === 11) {
    if ((flags & HOST) === 0 && server[kOptions].requireHostHeader) {
      response.writeHead(400, ['Connection', 'close']);
      response.end();
      return;
    }
    if ((flags & BEYOND_LIMIT) !== 0) {
      server.emit('dropRequest', request, request.socket);
      response.writeHead(503);
      response.end();
      return;
    }
    if ((flags & EXPECT) !== 0) return onExpect(server, request, response, flags);
  }
  dispatch(server, request, response);
}

function dispatch(server, request, response) {
  const listener = server._events.request;
  if (typeof listener === 'function' && server.emit === EventEmitter.prototype.emit && !server[kCaptures]) {
    listener.call(server, request, response);
  } else {
    server.emit('request', request, response);
  }
}
const kCaptures = Symbol('kCaptures');

function onExpect(server, request, response, flags) {
  if ((flags & EXPECT_CONTINUE) !== 0) {
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', request, response);
    } else {
      response.writeContinue();
      dispatch(server, request, response);
    }
  } else if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', request, response);
  } else {
    response.writeHead(417);
    response.end();
  }
}

function onBody(request, buffer) {
  if (request._dumped) return true;
  return request.push(buffer);
}

function onComplete(request, trailers) {
  request.complete = true;
  if (trailers !== undefined) request[kTrailersHead] = trailers;
  request.push(null);
}

function onFinish(response, request) {
  response.emit('prefinish');
  response.emit('finish');
  if (response.req?.[kConnection]?.socket && response.req[kConnection].socket._httpMessage === response) {
    response.req[kConnection].socket._httpMessage = null;
  }
  if (!request._consumed) request._dump();
  process.nextTick(emitCloseNT, response);
}

function emitCloseNT(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

function onAbort(request, response) {
  if (!request.destroyed) request.destroy(connResetException('aborted'));
  if (response !== undefined) emitCloseNT(response);
}

function onConnectionClosed(server) { server._emitCloseIfDrained(); }

binding.setCallbacks({
  onRequest, onBody, onComplete, onFinish, onAbort, onConnectionClosed,
  onClientError: (...args) => sockets().onClientError(...args),
  onSocketClose: (connection, code) => sockets().onSocketClose(connection, code),
  onSocketEnd: (connection) => sockets().onSocketEnd(connection),
  onTurn: (connection, response) => sockets().onTurn(connection, response),
  onIdle: (connection, socket) => sockets().onIdle(connection, socket),
  onPause: (socket) => socket.pause(),
  onResume: (socket) => { if (socket.isPaused?.()) socket.resume(); },
  socketWrite: (socket, data) => !socket.writable || socket.write(data),
  socketEnd: (socket) => { if (typeof socket.destroySoon === 'function') socket.destroySoon(); else socket.end(); },
  socketActive: (socket) => socket._unrefTimer?.(),
  connectionListener,
});

// The server.

function storeOptions(options) {
  const result = {
    requireHostHeader: true, joinDuplicateHeaders: options.joinDuplicateHeaders,
    rejectNonStandardBodyWrites: options.rejectNonStandardBodyWrites ?? false,
  };
  if (options.requireHostHeader !== undefined) {
    validateBoolean(options.requireHostHeader, 'options.requireHostHeader');
    result.requireHostHeader = options.requireHostHeader;
  }
  if (options.joinDuplicateHeaders !== undefined) validateBoolean(options.joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  if (options.rejectNonStandardBodyWrites !== undefined) {
    validateBoolean(options.rejectNonStandardBodyWrites, 'options.rejectNonStandardBodyWrites');
  }
  return result;
}

/** new http.Server([options][, requestListener]) */
function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  NetServer.call(this, {
    allowHalfOpen: true, noDelay: options.noDelay ?? true, keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay, highWaterMark: options.highWaterMark,
  });
  this[kNative] = binding.createServer(this);
  this[kIncoming] = options.IncomingMessage || IncomingMessage;
  this[kResponse] = options.ServerResponse || ServerResponse;
  this[kOptions] = storeOptions(options);
  this[kCaptures] = EventEmitter.captureRejections === true;
  const native = this[kNative];
  native.noDelay = this.noDelay;
  if (options.maxHeaderSize !== undefined) {
    validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
    if (options.maxHeaderSize) native.maxHeaderSize = options.maxHeaderSize;
  }
  if (options.requestTimeout !== undefined) {
    validateInteger(options.requestTimeout, 'requestTimeout', 0);
    native.requestTimeout = options.requestTimeout;
  }
  if (options.headersTimeout !== undefined) {
    validateInteger(options.headersTimeout, 'headersTimeout', 0);
    native.headersTimeout = options.headersTimeout;
  } else {
    native.headersTimeout = Math.min(60000, native.requestTimeout || 60000);
  }
  if (native.requestTimeout > 0 && native.headersTimeout > 0 && native.headersTimeout > native.requestTimeout) {
    throw new codes.ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.headersTimeout);
  }
  if (options.keepAliveTimeout !== undefined) {
    validateInteger(options.keepAliveTimeout, 'keepAliveTimeout', 0);
    native.keepAliveTimeout = options.keepAliveTimeout;
  }
  if (options.keepAliveTimeoutBuffer !== undefined) {
    validateInteger(options.keepAliveTimeoutBuffer, 'keepAliveTimeoutBuffer', 0);
    native.keepAliveTimeoutBuffer = options.keepAliveTimeoutBuffer;
  }
  if (options.insecureHTTPParser !== undefined) {
    validateBoolean(options.insecureHTTPParser, 'options.insecureHTTPParser');
    native.isLenient = options.insecureHTTPParser;
  }
  if (options.connectionsCheckingInterval !== undefined) {
    validateInteger(options.connectionsCheckingInterval, 'connectionsCheckingInterval', 0);
    native.checkingInterval = options.connectionsCheckingInterval;
  }
  if (requestListener) this.on('request', requestListener);
  this.on('connection', connectionListener);
  this.timeout = 0;
  this.maxHeadersCount = null;
}
Object.setPrototypeOf(Server.prototype, NetServer.prototype);
Object.setPrototypeOf(Server, NetServer);

for (const name of ['keepAliveTimeout', 'keepAliveTimeoutBuffer', 'headersTimeout', 'requestTimeout', 'maxRequestsPerSocket']) {
  Object.defineProperty(Server.prototype, name, {
    __proto__: null, configurable: true, enumerable: true,
    get() { return this[kNative][name]; },
    set(value) { this[kNative][name] = value; },
  });
}
Object.defineProperty(Server.prototype, 'httpAllowHalfOpen', {
  __proto__: null, configurable: true, enumerable: true,
  get() { return this[kNative].allowHalfOpen; },
  set(value) { this[kNative].allowHalfOpen = value; },
});
// Sockets made for 'connection' listeners are read by the parser, not by themselves.
Object.defineProperty(Server.prototype, '_manualStart', { __proto__: null, value: true });

Server.prototype._attachHandle = function(handle) {
  this[kNative].closing = false;
  if (typeof handle.readStart === 'function') this[kNative].serve(handle);
};
Server.prototype._serveHandle = function(handle) {
  const native = this[kNative];
  if (typeof handle.readStart !== 'function' || !native.isNative) return false;
  native.adopt(handle, undefined);
  return true;
};
Server.prototype._nativeConnections = function() { return this[kNative].connections - this._connections > 0 ? this[kNative].connections - this._connections : 0; };

/** server.close([callback]) */
Server.prototype.close = function(callback) {
  this.closeIdleConnections();
  this[kNative].closing = true;
  return NetServer.prototype.close.call(this, callback);
};

/** The worker leaves its cluster: `close`, which follows, has to expect further requests of the connections. */
Server.prototype._leave = function() { this[kNative].leave(); };

/** server.closeAllConnections() */
Server.prototype.closeAllConnections = function() { this[kNative].closeConnections(true); };

/** server.closeIdleConnections() */
Server.prototype.closeIdleConnections = function() { this[kNative].closeConnections(false); };

/** server.setTimeout([msecs][, callback]) */
Server.prototype.setTimeout = function(milliseconds, callback) {
  this.timeout = milliseconds;
  if (callback) {
    validateFunction(callback, 'callback');
    this.on('timeout', callback);
  }
  return this;
};

Server.prototype[Symbol.for('nodejs.rejection')] = function(error, event, ...args) {
  if (event !== 'request') return NetServer.prototype[Symbol.for('nodejs.rejection')].call(this, error, event, ...args);
  const [, response] = args;
  if (!response.headersSent && !response.writableEnded) {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    response.statusCode = 500;
    response.end(STATUS_CODES[500]);
  } else {
    response.destroy();
  }
};

module.exports = {
  Server, ServerResponse, _connectionListener: connectionListener, connResetException, kConnection, kIncomingSocket, kNative,
};
