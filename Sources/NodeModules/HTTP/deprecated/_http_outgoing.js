'use strict';
// _http_outgoing: the old name of a part of http that npm code still asks for.

const { OutgoingMessage, validateHeaderName, validateHeaderValue } = require('internal/http/outgoing');

module.exports = { OutgoingMessage, validateHeaderName, validateHeaderValue };
