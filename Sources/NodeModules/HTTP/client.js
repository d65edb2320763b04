'use strict';
// internal/http/client: http.ClientRequest. https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpclientrequest

const net = require('net');
const { OutgoingMessage, initFields, kErrored, kSocket } = require('internal/http/outgoing');
const { IncomingMessage, kEndPending, kHead, kSocket: kIncomingSocket, kTrailersHead } = require('internal/http/incoming');
const { codes, AbortError } = require('internal/errors');
const { validateBoolean, validateInteger, validateAbortSignal } = require('internal/validators');
const binding = internalBinding('http_native');

const UPGRADE = 1 << 17;
const BODY = 1 << 18;
const KEEP_ALIVE = 1 << 16;
const invalidPath = /[^\u0021-\u00ff]/;
const kPath = Symbol('kPath');
const kParser = Symbol('kParser');
const kTimeoutHandler = Symbol('kTimeoutHandler');

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
  const defaultPort = options.defaultPort || this.agent?.defaultPort || 80;
  const port = (options.port = options.port || defaultPort || 80);
  const host = (options.host = validateHost(options.hostname, 'hostname') || validateHost(options.host, 'host') || 'localhost');
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : true;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) {
    if (typeof options.timeout !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('timeout', 'number', options.timeout);
    if (options.timeout < 0 || !Number.isFinite(options.timeout)) throw new codes.ERR_OUT_OF_RANGE('msecs', 'a non-negative finite number', options.timeout);
    this.timeout = options.timeout;
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
    const list = options.headers;
    if (!list.some((entry, i) => (Array.isArray(entry) ? String(entry[0]) : i % 2 === 0 ? String(entry) : '').toLowerCase() === 'host') && host && setHost) {
      const value = hostHeader(host, port, defaultPort);
      options.headers = Array.isArray(list[0]) ? [...list, ['Host', value]] : [...list, 'Host', value];
    }
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
    if (this.socketPath) connectOptions = { ...connectOptions, path: this.socketPath };
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

ClientRequest.prototype._finish = function() {
  OutgoingMessage.prototype._finish.call(this);
  this.once('finish', () => responseOnTimeoutClear(this));
};
function responseOnTimeoutClear(request) {
  // The response may have been complete before the request was.
  if (request.res?.complete && request.shouldKeepAlive && request.res.readableEnded) responseKeepAlive(request);
}

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
  if (socket) destroySocket(this, error);
  else {
    // Should the socket come after all, onSocketNT gives it back.
    process.nextTick(() => {
      if (this[kSocket] || this._closed) return;
      this._emitDestroyed(error);
    });
  }
  return this;
};

ClientRequest.prototype._emitDestroyed = function(error) {
  if (this._closed) return;
  this.agent?._dropRequest?.(this);
  if (!this.aborted && !error) error = connResetException('socket hang up');
  if (error) this.emit('error', error);
  this._closed = true;
  this.emit('close');
};

function destroySocket(request, error) {
  const socket = request[kSocket];
  if (!request.agent || socket) {
    socket.destroy(error);
  }
}

ClientRequest.prototype.onSocket = function(socket, error) {
  process.nextTick(onSocketNT, this, socket, error);
};

function onSocketNT(request, socket, error) {
  if (request.destroyed || error) {
    if (request._closed) {
      if (socket) releaseSocket(request, socket);
      return;
    }
    if (socket) releaseSocket(request, socket);
    const reason = error || request[kErrored];
    request.destroyed = true;
    request._emitDestroyed(reason);
    return;
  }
  tickOnSocket(request, socket);
  request._flush();
}

function releaseSocket(request, socket) {
  if (!request.agent) {
    socket.destroy();
  } else {
    socket.emit('free');
  }
}

function tickOnSocket(request, socket) {
  const parser = binding.createParser();
  request[kSocket] = socket;
  if (request.maxHeaderSize) parser.maxHeaderSize = request.maxHeaderSize;
  parser.reset(request.method === 'HEAD', request.method === 'CONNECT');
  request.parser = parser;
  socket[kParser] = parser;
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
      return !request.shouldKeepAlive || request.upgradeOrConnect;
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
  response.on('end', responseOnEnd);
  if (request.aborted || !request.emit('response', response)) response._dump();
  if (request.method === 'HEAD' || (flags & BODY) === 0) return false;
  return false;
}

function socketOnData(chunk) {
  const request = this._httpMessage;
  const parser = this[kParser];
  if (!request || !parser) return;
  const rest = parser.execute(chunk, parser.receiver);
  if (rest === undefined) return;
  if (Array.isArray(rest)) {
    const [code, reason, bytesParsed] = rest;
    const error = new Error(`Parse Error: ${reason}`);
    error.code = code;
    error.reason = reason;
    error.bytesParsed = bytesParsed;
    error.rawPacket = chunk;
    freeParser(this);
    this.removeListener('data', socketOnData);
    this.removeListener('end', socketOnEnd);
    this.destroy();
    this._hadError = true;
    request.emit('error', error);
    return;
  }
  if (request.upgradeOrConnect) onUpgrade(request, this, rest);
}

function onUpgrade(request, socket, head) {
  const { res } = request;
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  detach(socket);
  request.agent?._removeSocket?.(socket, request);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  if (request.listenerCount(event) > 0) {
    request.destroyed = true;
    socket._httpMessage = null;
    if (socket._readableState) socket._readableState.flowing = null;
    res.complete = true;
    res[kEndPending] = true;
    request.emit(event, res, socket, head);
    request._closed = true;
    request.emit('close');
  } else {
    socket.destroy();
    request._closed = true;
    request.emit('close');
  }
}

function detach(socket) {
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  socket.removeListener('close', socketCloseListener);
  socket.removeListener('error', socketErrorListener);
  socket.removeListener('drain', socketOnDrain);
  freeParser(socket);
}

function freeParser(socket) {
  socket[kParser] = null;
}

function socketOnEnd() {
  const request = this._httpMessage;
  const parser = this[kParser];
  if (!request) return;
  if (parser?.finish() === true && request.res) {
    parser.receiver.onComplete(undefined);
  }
  if (!request.res && !this._hadError && !request._closed) {
    this._hadError = true;
    request.emit('error', connResetException('socket hang up'));
  }
  if (parser) freeParser(this);
  this.destroy();
}

function socketErrorListener(error) {
  const request = this._httpMessage;
  if (request) {
    this._hadError = true;
    if (!request._closed) {
      if (!request.res || request[kErrored] === error) request.emit('error', error);
      else request.res.destroy(error);
    }
  }
  freeParser(this);
  this.removeListener('data', socketOnData);
  this.removeListener('end', socketOnEnd);
  this.destroy();
}

function socketCloseListener() {
  const request = this._httpMessage;
  if (!request) return;
  const parser = this[kParser];
  const { res } = request;
  if (res && parser?.finish() === true) parser.receiver.onComplete(undefined);
  freeParser(this);
  request.destroyed = true;
  if (res) {
    if (!res.complete) res.destroy(connResetException('aborted'));
    if (!request._closed) {
      request._closed = true;
      request.emit('close');
    }
    if (!res.aborted && res.readable && !res.complete) res.push(null);
  } else if (!request._closed) {
    if (!this._hadError) {
      this._hadError = true;
      request.emit('error', request[kErrored] ?? connResetException('socket hang up'));
    }
    request._closed = true;
    request.emit('close');
  }
}

function responseOnEnd() {
  const { req: request } = this;
  const socket = request[kSocket];
  if (socket && request.timeoutCb) socket.removeListener('timeout', emitRequestTimeout);
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket?.writable) socket.destroySoon();
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
  process.nextTick(() => {
    request._closed = true;
    request.emit('close');
    detach(socket);
    socket._httpMessage = null;
    if (socket.destroyed) return;
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

/** request.setTimeout(timeout[, callback]) */
ClientRequest.prototype.setTimeout = function(milliseconds, callback) {
  if (this._ended) return this;
  listenSocketTimeout(this);
  if (typeof milliseconds !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('msecs', 'number', milliseconds);
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

module.exports = { ClientRequest, kIncomingSocket };
