'use strict';
// internal/http/server: http.Server and http.ServerResponse. Connections, parsing and writing are native; this is where they meet programs.
// https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserver

const EventEmitter = require('events');
const { Server: NetServer } = require('internal/net/server');
const { Socket } = require('internal/net/socket');
const { IncomingMessage, kConnection, kEndPending, kHead, kSocket: kIncomingSocket, kServer, kSocketOf, kTrailersHead } = require('internal/http/incoming');
const { OutgoingMessage, initFields, kErrored, kSocket, validateHeaderName } = require('internal/http/outgoing');
const { codes, errnoException } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const binding = internalBinding('http_native');
const { initOutgoing, STATUS_CODES } = binding;

const kNative = Symbol('kNative');
const kIncoming = Symbol('kIncoming');
const kResponse = Symbol('kResponse');
const kOptions = Symbol('kOptions');
const kConn = Symbol('kConn');

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

const linkValue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

/** response.writeEarlyHints(hints[, callback]) */
ServerResponse.prototype.writeEarlyHints = function(hints, callback) {
  let head = 'HTTP/1.1 103 Early Hints\r\n';
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const links = Array.isArray(hints.link) ? hints.link : [hints.link];
  for (const link of links) {
    if (typeof link !== 'string' || !linkValue.test(link)) {
      throw new codes.ERR_INVALID_ARG_VALUE('hints', hints.link,
        'must be an array or string of format "</styles.css>; rel=preload; as=style"');
    }
  }
  if (links.length === 0) return;
  head += `Link: ${links.join(', ')}\r\n`;
  for (const key of Object.keys(hints)) {
    if (key === 'link') continue;
    validateHeaderName(key);
    head += `${key}: ${hints[key]}\r\n`;
  }
  head += '\r\n';
  this._writeRaw(head, 'latin1', callback);
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

/** The net.Socket of a native connection, made when somebody asks. */
function socketOf(connection, message) {
  let { socket } = connection;
  if (socket) return socket;
  const handle = connection.takeHandle();
  socket = new Socket({ handle, manualStart: true, allowHalfOpen: true });
  socket[kConn] = connection;
  if (handle === undefined) {
    socket.destroy();
    return socket;
  }
  const server = message?.[kServer];
  socket.server = server;
  socket._httpMessage = connection.response ?? null;
  connection.socket = socket;
  takeOver(socket, connection);
  return socket;
}
IncomingMessage[kSocketOf] = socketOf;

function socketOnError(error) {
  this.removeListener('error', socketOnError);
  if (this.listenerCount('error', noop) === 0) this.on('error', noop);
  if (!this.server?.emit('clientError', error, this)) this.destroy(error);
}
function noop() {}

/** What every socket has whose bytes the parser gets. */
function takeOver(socket, connection) {
  socket.parser = connection;
  socket.on('error', socketOnError);
  socket.on('timeout', socketOnTimeout);
  socket.on('data', socketOnData);
  socket.on = socketOn;
  socket.addListener = socketOn;
  socket.prependListener = socketPrepend;
  socket.setEncoding = socketSetEncoding;
}

/** Undoes it, when another protocol begins. */
function release(socket) {
  socket.parser = null;
  socket.removeListener('error', socketOnError);
  socket.removeListener('timeout', socketOnTimeout);
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  for (const name of ['on', 'addListener', 'prependListener', 'setEncoding']) delete socket[name];
  socket._httpMessage = null;
}

/** Bytes that reach the socket's readable side (the program pushed them, or reads itself) are parsed too. */
function socketOnData(chunk) { this[kConn]?.feed(chunk); }
function socketOnEnd() { this[kConn]?.end(); }

function socketOn(event, listener) {
  const result = Socket.prototype.on.call(this, event, listener);
  if (event === 'data' || event === 'readable') unconsume(this);
  return result;
}
function socketPrepend(event, listener) {
  const result = Socket.prototype.prependListener.call(this, event, listener);
  if (event === 'data' || event === 'readable') unconsume(this);
  return result;
}

/** The program listens to what the parser gets: from now on all goes through the stream. */
function unconsume(socket) {
  for (const name of ['on', 'addListener', 'prependListener']) delete socket[name];
  const connection = socket[kConn];
  if (!connection?.isOpen) return;
  socket.on('end', socketOnEnd);
  connection.unconsume();
}

function socketSetEncoding() { throw new codes.ERR_HTTP_SOCKET_ENCODING(); }

function socketOnTimeout() {
  const connection = this[kConn];
  const request = connection?.response?.req;
  const handled = [
    request && !request.complete && request.emit('timeout', this),
    connection?.response?.emit('timeout', this),
    this.server?.emit('timeout', this),
  ];
  if (!handled.some(Boolean)) this.destroy();
}

/** The listener of 'connection' that makes a socket HTTP; programs call it by `server.emit('connection', stream)`. */
function connectionListener(socket) {
  const server = this;
  const native = server[kNative];
  socket.server ??= server;
  const handle = socket._handle;
  const own = handle && typeof handle.readStart === 'function' && socket instanceof Socket;
  const connection = own ? native.adopt(handle, socket) : binding.attachSocket(native, socket);
  if (connection === undefined) return;
  socket[kConn] = connection;
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  takeOver(socket, connection);
  if (!own) {
    socket.on('end', socketOnEnd);
    socket.on('close', () => connection.destroy());
    socket.on('drain', () => connection.drained());
  }
}

/** A pipelined response may be sent now. */
function onTurn(connection, response) {
  const { socket } = connection;
  if (!socket || connection.response !== response) return;
  socket._httpMessage = response;
  response.emit('socket', socket);
}

/** The socket's timeout ends an idle connection that the program times; the next request sets the server's again. */
function onIdle(connection, socket) {
  const { server } = socket;
  if (!server || typeof socket.setTimeout !== 'function' || !(server.timeout > 0 || server.listenerCount('timeout') > 0)) return;
  const native = server[kNative];
  connection.isTimedByScript = native.keepAliveTimeout > 0;
  if (connection.isTimedByScript) socket.setTimeout(native.keepAliveTimeout + native.keepAliveTimeoutBuffer);
}

function onSocketClose(connection, code) {
  const { socket } = connection;
  if (!socket || socket.destroyed) return;
  if (socket[kConn] !== undefined && socket._handle && !socket.readableEnded && !code) socket.push?.(null);
  if (code) socket.destroy(errnoException(code, 'read'));
  else socket.destroy();
}

function onSocketEnd(connection) {
  const { socket } = connection;
  if (socket instanceof Socket && !socket.destroyed) {
    socket.push(null);
    socket.read(0);
  }
}

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
    if (server.listenerCount(event) > 0) return upgrade(server, connection, request, event);
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

function upgrade(server, connection, request, event) {
  request.upgrade = true;
  request.complete = true;
  request[kEndPending] = true;
  const { socket } = request;
  const head = connection.detach();
  release(socket);
  if (socket._readableState) socket._readableState.flowing = null;
  server.emit(event, request, socket, head);
  if (!socket.destroyed) socket.read(0);
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

const answers = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function onClientError(server, connection, code, reason, bytesParsed, rawPacket) {
  let error;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    error = new codes.ERR_HTTP_REQUEST_TIMEOUT();
  } else {
    error = new Error(code === 'HPE_INVALID_EOF_STATE' ? 'Parse Error' : `Parse Error: ${reason}`);
    error.code = code;
    error.reason = reason;
    error.bytesParsed = bytesParsed;
    error.rawPacket = rawPacket;
  }
  if (server.listenerCount('clientError') > 0) {
    const socket = socketOf(connection, { [kServer]: server });
    // The program destroys the socket with this error, which is not another one.
    socket.removeListener('error', socketOnError);
    if (socket.listenerCount('error', noop) === 0) socket.on('error', noop);
    server.emit('clientError', error, socket);
    return;
  }
  const { response, socket } = connection;
  if (!response?._headerSent) {
    const status = answers[code] ?? 400;
    connection.writeRaw(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`);
  }
  if (socket && socket.listenerCount('error') > 1) {
    // Whoever listens to the socket is told the reason.
    socket.removeListener('error', socketOnError);
    socket.destroy(error);
  } else {
    connection.endSoon();
  }
}

function onConnectionClosed(server) { server._emitCloseIfDrained(); }

binding.setCallbacks({
  onRequest, onBody, onComplete, onFinish, onAbort, onClientError, onSocketClose, onSocketEnd, onConnectionClosed, onTurn, onIdle,
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

module.exports = { Server, ServerResponse, _connectionListener: connectionListener, connResetException, kConnection, kIncomingSocket };
