'use strict';
// internal/http/client: http.ClientRequest. https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpclientrequest

const net = require('net');
const { OutgoingMessage, initFields, kErrored, kSocket } = require('internal/http/outgoing');
const { IncomingMessage, kEndPending, kHead, kSocket: kIncomingSocket, kTrailersHead } = require('internal/http/incoming');
const { codes, AbortError } = require('internal/errors');
const { validateBoolean, validateInteger, validateNumber, validateAbortSignal } = require('internal/validators');
const binding = internalBinding('http_native');

const UPGRADE = 1 << 17;
const BODY = 1 << 18;
const KEEP_ALIVE = 1 << 16;
const invalidPath = /[^\u0021-\u00ff]/;
const kPath = Symbol('kPath');

/** Parsers that no request uses. */
const parsers = [];
parsers.max = 1000;

function connResetException(message) {
  const error = new Error(message);
  error.code = 'ECONNRESET';
  return error;
}

function urlToOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null, ...url, protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash, search, pathname, path: `${pathname || ''}${search || ''}`, href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

if (/\bhttp\b/i.test(process.env.NODE_DEBUG ?? '')) {
  process.emitWarning("Setting the NODE_DEBUG environment variable to 'http' can expose sensitive data " +
    '(such as passwords, tokens and authentication headers) in the resulting log.');
}

/** new http.ClientRequest(input[, options][, callback]) */
function ClientRequest(input, options, callback) {
  binding.initOutgoing(this, true);
  initFields(this);
  if (typeof input === 'string') {
    input = urlToOptions(new URL(input));
  } else if (input !== null && typeof input === 'object' && input instanceof URL) {
    input = urlToOptions(input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') {
    callback = options;
    options = input || {};
  } else {
    options = Object.assign(input || {}, options);
  }
  let { agent } = options;
  const { Agent, globalAgent } = require('internal/http/agent');
  const defaultAgent = options._defaultAgent || globalAgent();
  if (agent === false) {
    agent = new defaultAgent.constructor();
  } else if (agent === null || agent === undefined) {
    if (typeof options.createConnection !== 'function') agent = defaultAgent;
  } else if (typeof agent.addRequest !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  this.agent = agent;
  const protocol = options.protocol || defaultAgent.protocol;
  let expectedProtocol = defaultAgent.protocol;
  if (this.agent?.protocol) expectedProtocol = this.agent.protocol;
  if (options.path) {
    const path = String(options.path);
    if (invalidPath.test(path)) throw new codes.ERR_UNESCAPED_CHARACTERS('Request path');
  }
  if (protocol !== expectedProtocol) throw new codes.ERR_INVALID_PROTOCOL(protocol, expectedProtocol);
  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const port = (options.port = options.port || defaultPort || 80);
  const host = (options.host = validateHost(options.hostname, 'hostname') || validateHost(options.host, 'host') || 'localhost');
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : true;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) {
    this.timeout = timerDuration(options.timeout, 'timeout');
  }
  if (options.signal) addSignal(this, options.signal);
  let { method } = options;
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (method) {
    if (!binding.checkHeaderName(method)) throw new codes.ERR_INVALID_HTTP_TOKEN('Method', method);
    method = this.method = method.toUpperCase();
  } else {
    method = this.method = 'GET';
  }
  if (options.maxHeaderSize !== undefined) validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = options.maxHeaderSize;
  if (options.insecureHTTPParser !== undefined) validateBoolean(options.insecureHTTPParser, 'options.insecureHTTPParser');
  this.insecureHTTPParser = options.insecureHTTPParser;
  if (options.joinDuplicateHeaders !== undefined) validateBoolean(options.joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  this.joinDuplicateHeaders = options.joinDuplicateHeaders;
  this[kPath] = options.path || '/';
  if (callback) this.once('response', callback);
  this.useChunkedEncodingByDefault = !['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'].includes(method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;
  if (this.agent) {
    if (!this.agent.keepAlive && !Number.isFinite(this.agent.maxSockets)) {
      this._last = true;
      this.shouldKeepAlive = false;
    } else {
      this._last = false;
      this.shouldKeepAlive = true;
    }
    this._hasAgent = true;
  }
  const headersArray = Array.isArray(options.headers);
  if (!headersArray) {
    if (options.headers) {
      const { host: named } = options.headers;
      if (Array.isArray(named)) throw new codes.ERR_INVALID_ARG_TYPE('options.headers.host', 'String', named);
      for (const key of Object.keys(options.headers)) this.setHeader(key, options.headers[key]);
    }
    if (host && !this.getHeader('host') && setHost) this.setHeader('Host', hostHeader(host, port, defaultPort));
    if (options.auth && !this.getHeader('Authorization')) {
      this.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
    }
    if (this.getHeader('expect')) {
      if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('render');
      this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, null);
    }
  } else {
    // A list is taken as it is, without a Host header of ours.
    this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, options.headers);
  }
  if (options.uniqueHeaders) this._setUniqueHeaders(options.uniqueHeaders);
  let connectOptions = options;
  if (connectOptions.signal) {
    connectOptions = { ...options };
    delete connectOptions.signal;
  }
  if (this.agent) {
    this.agent.addRequest(this, connectOptions);
  } else {
    this._last = true;
    this.shouldKeepAlive = false;
    // The path of the request is none of the connection's.
    if (connectOptions.path || this.socketPath) connectOptions = { ...connectOptions, path: this.socketPath };
    if (typeof options.createConnection === 'function') {
      let called = false;
      const oncreate = (error, socket) => {
        if (called) return;
        called = true;
        if (error) process.nextTick(emitErrorEvent, this, error);
        else this.onSocket(socket);
      };
      try {
        const socket = options.createConnection(connectOptions, oncreate);
        if (socket) oncreate(null, socket);
      } catch (error) {
        oncreate(error);
      }
    } else {
      this.onSocket(net.createConnection(connectOptions));
    }
  }
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

Object.defineProperty(ClientRequest.prototype, 'path', {
  __proto__: null, configurable: true, enumerable: true,
  get() { return this[kPath]; },
  set(value) {
    const path = String(value);
    if (invalidPath.test(path)) throw new codes.ERR_UNESCAPED_CHARACTERS('Request path');
    this[kPath] = path;
  },
});

function hostHeader(host, port, defaultPort) {
  let text = host;
  const colon = text.indexOf(':');
  if (colon !== -1 && text.includes(':', colon + 1) && text[0] !== '[') text = `[${text}]`;
  return port && +port !== defaultPort ? `${text}:${port}` : text;
}

function addSignal(request, signal) {
  validateAbortSignal(signal, 'options.signal');
  const abort = () => request.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) abort();
  else {
    signal.addEventListener('abort', abort, { once: true });
    request.once('close', () => signal.removeEventListener('abort', abort));
  }
}

function emitErrorEvent(request, error) { request.emit('error', error); }

ClientRequest.prototype._implicitHeader = function() {
  if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, null);
};

/** request.abort(), deprecated */
ClientRequest.prototype.abort = function() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick((request) => request.emit('abort'), this);
  this.destroy();
};

/** request.destroy([error]) */
ClientRequest.prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  if (this.res) this.res._dump();
  this[kErrored] = error;
  const socket = this[kSocket];
  if (socket) {
    socket.destroy(error);
  } else {
    // Who waits for a connection waits no more. One that is being connected reaches onSocketNT later.
    process.nextTick(() => { if (this.agent?._dropRequest?.(this)) emitEnd(this, error); });
  }
  return this;
};

/** 'error', if there is a reason, and 'close' of a request that never had a socket. */
function emitEnd(request, error) {
  if (request._closed) return;
  if (!request.aborted && !error) error = connResetException('socket hang up');
  if (error) request.emit('error', error);
  request._closed = true;
  request.emit('close');
}

ClientRequest.prototype.onSocket = function(socket, error) {
  process.nextTick(onSocketNT, this, socket, error);
};

function onSocketNT(request, socket, error) {
  if (!request.destroyed && !error) {
    tickOnSocket(request, socket);
    request._flush();
    return;
  }
  request.destroyed = true;
  const reason = error || request[kErrored];
  if (socket && !error && request.agent && !socket.destroyed) {
    socket.emit('free');
  } else if (socket) {
    // What the socket itself reports on its way to the end is the request's error.
    let own = null;
    socket.on('error', (e) => { own = e; });
    const done = () => emitEnd(request, own || reason);
    if (socket.closed) process.nextTick(done);
    else socket.once('close', done);
    socket.destroy(reason);
    return;
  }
  emitEnd(request, reason);
}

function tickOnSocket(request, socket) {
  const parser = parsers.pop() ?? binding.createParser();
  request[kSocket] = socket;
  parser.reset(request.method === 'HEAD', request.method === 'CONNECT');
  if (request.maxHeaderSize) parser.maxHeaderSize = request.maxHeaderSize;
  parser.isLenient = request.insecureHTTPParser === undefined ? binding.isLenient : request.insecureHTTPParser;
  request.parser = parser;
  socket.parser = parser;
  socket._httpMessage = request;
  parser.receiver = receiverOf(request);
  socket.on('error', socketErrorListener);
  socket.on('data', socketOnData);
  socket.on('end', socketOnEnd);
  socket.on('close', socketCloseListener);
  socket.on('drain', socketOnDrain);
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenSocketTimeout(request);
  request.emit('socket', socket);
}

function socketOnDrain() {
  const request = this._httpMessage;
  if (request && !request.finished && request._needsDrain) {
    request._needsDrain = false;
    request.emit('drain');
  }
}

function receiverOf(request) {
  return {
    onHead: (status, reason, head, version, flags) => onHead(request, status, reason, head, version, flags),
    onBody: (chunk) => {
      const { res } = request;
      if (!res || res._dumped) return false;
      if (!res.push(chunk)) request[kSocket]?.pause();
      return false;
    },
    onComplete: (trailers) => {
      const { res } = request;
      if (!res) return false;
      res.complete = true;
      if (trailers !== undefined) res[kTrailersHead] = trailers;
      if (Object.hasOwn(res, '_readableState')) res.push(null);
      else res[kEndPending] = true;
      res._readableState;
      return request.upgradeOrConnect;
    },
  };
}

/** The head of a response. True stops the parser. */
function onHead(request, status, reason, head, version, flags) {
  const socket = request[kSocket];
  if (request.res && status >= 200) {
    socket.destroy();
    return true;
  }
  const response = new (request.IncomingMessage ?? IncomingMessage)(socket);
  response[kHead] = head;
  response.statusCode = status;
  response.statusMessage = reason;
  response.httpVersionMajor = (version / 10) | 0;
  response.httpVersionMinor = version % 10;
  if (request.joinDuplicateHeaders) response.joinDuplicateHeaders = true;
  if ((flags & UPGRADE) !== 0) {
    request.res = response;
    response.upgrade = true;
    request.upgradeOrConnect = true;
    return true;
  }
  if (status < 200) {
    if (status === 100) request.emit('continue');
    const { httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = response;
    request.emit('information', { statusCode: status, statusMessage: reason, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders });
    return false;
  }
  response.upgrade = false;
  if (request.shouldKeepAlive && (flags & KEEP_ALIVE) === 0 && !request.upgradeOrConnect) request.shouldKeepAlive = false;
  request.res = response;
  response.req = request;
  // Ours comes first, so that the socket is looked after.
  response.on('end', responseOnEnd);
  request.on('finish', requestOnFinish);
  socket.on('timeout', responseOnTimeout);
  if (request.aborted || !request.emit('response', response)) response._dump();
  return false;
}

/** The response may have been complete before the request was. */
function requestOnFinish() {
  if (this.shouldKeepAlive && this._ended) responseKeepAlive(this);
}

function responseOnTimeout() { this._httpMessage?.res?.emit('timeout'); }

function socketOnData(chunk) {
  const request = this._httpMessage;
  const { parser } = this;
  if (!request || !parser) return;
  const rest = parser.execute(chunk, parser.receiver);
  if (Array.isArray(rest)) {
    const [code, reason, bytesParsed] = rest;
    const error = new Error(`Parse Error: ${reason}`);
    error.code = code;
    error.reason = reason;
    error.bytesParsed = bytesParsed;
    error.rawPacket = chunk;
    stopReading(this, request);
    this.destroy();
    this._hadError = true;
    request.emit('error', error);
  } else if (request.upgradeOrConnect && rest !== undefined) {
    onUpgrade(request, this, rest);
  } else if (request.res?.complete && this.parser === parser) {
    stopReading(this, request);
  }
}

/** Nothing that comes now belongs to the request. */
function stopReading(socket, request) {
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  socket.removeListener('drain', socketOnDrain);
  freeParser(socket, request);
}

function onUpgrade(request, socket, head) {
  const { res } = request;
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  stopReading(socket, request);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  socket.emit('agentRemove');
  detach(socket);
  socket._httpMessage = null;
  if (socket._readableState) socket._readableState.flowing = null;
  res.complete = true;
  res[kEndPending] = true;
  request.emit(event, res, socket, head);
  request.destroyed = true;
  request._closed = true;
  request.emit('close');
}

function detach(socket) {
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  socket.removeListener('close', socketCloseListener);
  socket.removeListener('error', socketErrorListener);
  socket.removeListener('drain', socketOnDrain);
  socket.removeListener('timeout', responseOnTimeout);
}

function freeParser(socket, request) {
  const { parser } = socket;
  socket.parser = null;
  if (!parser) return;
  if (request) request.parser = null;
  parser.receiver = null;
  if (parsers.length < parsers.max) parsers.push(parser);
}

/** The connection's end may be the end of the response. */
function finishParser(socket, request) {
  const { parser } = socket;
  if (!parser) return;
  if (parser.finish() === true && request.res) parser.receiver.onComplete(undefined);
  freeParser(socket, request);
}

function socketOnEnd() {
  const request = this._httpMessage;
  if (!request) return;
  if (!request.res && !this._hadError) {
    // The other side ended it without an answer.
    this._hadError = true;
    request.emit('error', connResetException('socket hang up'));
  }
  finishParser(this, request);
  this.end();
}

function socketErrorListener(error) {
  const request = this._httpMessage;
  if (request) {
    // It is told once, whatever follows.
    this._hadError = true;
    request.emit('error', error);
    finishParser(this, request);
  }
  this.removeListener('data', socketOnData);
  this.removeListener('end', socketOnEnd);
  this.destroy();
}

function socketCloseListener() {
  const request = this._httpMessage;
  if (!request) return;
  const { res } = request;
  finishParser(this, request);
  request.destroyed = true;
  if (res) {
    if (!res.complete) res.destroy(connResetException('aborted'));
    request._closed = true;
    request.emit('close');
    if (!res.aborted && res.readable) res.push(null);
  } else {
    if (!this._hadError) {
      this._hadError = true;
      request.emit('error', request[kErrored] ?? connResetException('socket hang up'));
    }
    request._closed = true;
    request.emit('close');
  }
  if (Object.hasOwn(request, 'outputData')) request.outputData.length = 0;
}

function responseOnEnd() {
  const { req: request } = this;
  const socket = request[kSocket];
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', emitRequestTimeout);
    socket.removeListener('timeout', responseOnTimeout);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket?.writable) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    }
  } else if (request.writableFinished && !this.aborted) {
    responseKeepAlive(request);
  }
}

function responseKeepAlive(request) {
  const socket = request[kSocket];
  if (!socket || request._released) return;
  request._released = true;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  request.destroyed = true;
  freeParser(socket, request);
  process.nextTick(() => {
    request._closed = true;
    request.emit('close');
    detach(socket);
    socket._lastKeepAlive = request.res?.headers['keep-alive'];
    socket._httpMessage = null;
    socket.emit('free');
  });
}

function emitRequestTimeout() {
  const request = this._httpMessage;
  if (request) request.emit('timeout');
}

function listenSocketTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = emitRequestTimeout;
  const socket = request[kSocket];
  if (socket) {
    if (request.timeout !== undefined && socket.timeout !== request.timeout) socket.setTimeout(request.timeout);
    socket.once('timeout', emitRequestTimeout);
  } else {
    request.on('socket', (s) => s.once('timeout', emitRequestTimeout));
  }
}

/** A duration that timers take; the warning about one that is too long comes from here, where the program can see who asked. */
function timerDuration(milliseconds, name) {
  validateNumber(milliseconds, name);
  if (milliseconds < 0 || !Number.isFinite(milliseconds)) {
    throw new codes.ERR_OUT_OF_RANGE(name, 'a non-negative finite number', milliseconds);
  }
  if (milliseconds <= 2147483647) return milliseconds;
  process.emitWarning(`${milliseconds} does not fit into a 32-bit signed integer.\nTimer duration was truncated to 2147483647.`,
    'TimeoutOverflowWarning');
  return 2147483647;
}

/** request.setTimeout(timeout[, callback]) */
ClientRequest.prototype.setTimeout = function(milliseconds, callback) {
  if (this._ended) return this;
  listenSocketTimeout(this);
  milliseconds = timerDuration(milliseconds, 'msecs');
  if (callback) this.once('timeout', callback);
  const socket = this[kSocket];
  if (socket) setSocketTimeout(socket, milliseconds);
  else this.once('socket', (s) => setSocketTimeout(s, milliseconds));
  return this;
};

function setSocketTimeout(socket, milliseconds) {
  if (socket.connecting) socket.once('connect', () => socket.setTimeout(milliseconds));
  else socket.setTimeout(milliseconds);
}

/** request.setNoDelay([noDelay]) */
ClientRequest.prototype.setNoDelay = function(on) { callOnSocket(this, 'setNoDelay', [on]); };
/** request.setSocketKeepAlive([enable][, initialDelay]) */
ClientRequest.prototype.setSocketKeepAlive = function(enable, delay) { callOnSocket(this, 'setKeepAlive', [enable, delay]); };

function callOnSocket(request, method, args) {
  const apply = (socket) => {
    if (socket.writable) socket[method](...args);
    else socket.once('connect', () => socket[method](...args));
  };
  if (request[kSocket]) apply(request[kSocket]);
  else request.once('socket', apply);
}

ClientRequest.prototype.clearTimeout = function(callback) { this.setTimeout(0, callback); };

module.exports = { ClientRequest, kIncomingSocket, parsers };
