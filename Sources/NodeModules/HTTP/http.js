'use strict';
// The http module. https://nodejs.org/docs/latest-v20.x/api/http.html

const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage, validateHeaderName, validateHeaderValue } = require('internal/http/outgoing');
const { Server, ServerResponse, _connectionListener } = require('internal/http/server');
const { methods, STATUS_CODES } = internalBinding('http_native');

/** http.createServer([options][, requestListener]) */
function createServer(options, requestListener) { return new Server(options, requestListener); }

/** http.request(url[, options][, callback]), http.request(options[, callback]) */
function request(url, options, callback) {
  const { ClientRequest } = require('internal/http/client');
  return new ClientRequest(url, options, callback);
}

/** http.get(...) */
function get(url, options, callback) {
  const message = request(url, options, callback);
  message.end();
  return message;
}

module.exports = {
  METHODS: [...methods].sort(),
  STATUS_CODES,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  _connectionListener,
  createServer,
  get,
  maxHeaderSize: internalBinding('http_native').maxHeaderSize,
  request,
  setMaxIdleHTTPParsers(max) {
    require('internal/validators').validateInteger(max, 'max', 1);
    require('internal/http/client').parsers.max = max;
  },
  validateHeaderName,
  validateHeaderValue,
};
Object.defineProperties(module.exports, {
  Agent: { __proto__: null, configurable: true, enumerable: true, get: () => require('internal/http/agent').Agent },
  ClientRequest: { __proto__: null, configurable: true, enumerable: true, get: () => require('internal/http/client').ClientRequest },
  globalAgent: {
    __proto__: null, configurable: true, enumerable: true,
    get: () => require('internal/http/agent').globalAgent(),
    set: (value) => require('internal/http/agent').setGlobalAgent(value),
  },
});
