'use strict';
// internal/http/server-sockets: what an http.Server does when a connection needs a net.Socket: a program asked for `req.socket`,
// listens to 'connection', upgrades, or brings a stream of its own; and malformed requests. Loaded with the first such connection.

const { Socket } = require('internal/net/socket');
const { kEndPending, kServer } = require('internal/http/incoming');
const { kNative } = require('internal/http/server');
const { codes, errnoException } = require('internal/errors');
const binding = internalBinding('http_native');
const { STATUS_CODES } = binding;

const kConn = Symbol('kConn');

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

/** Makes a stream HTTP, for the server's listener of 'connection'. */
function listen(server, socket) {
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

module.exports = { listen, onClientError, onIdle, onSocketClose, onSocketEnd, onTurn, socketOf, upgrade };
