'use strict';
// _http_server: the old name of a part of http that npm code still asks for.

const { Server, ServerResponse, _connectionListener } = require('internal/http/server');
const { STATUS_CODES } = internalBinding('http_native');

module.exports = { STATUS_CODES, Server, ServerResponse, _connectionListener };
