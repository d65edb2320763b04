'use strict';
// _http_incoming: the old name of a part of http that npm code still asks for.

const { IncomingMessage } = require('internal/http/incoming');

module.exports = { IncomingMessage };
