'use strict';
// _http_common: the old name of a part of http that npm code still asks for.

const { METHODS } = require('http');
const { parsers } = require('internal/http/client');
const { checkHeaderName, checkHeaderValue } = internalBinding('http_native');

module.exports = {
  _checkInvalidHeaderChar: (value) => !checkHeaderValue(value),
  _checkIsHttpToken: (value) => checkHeaderName(value),
  CRLF: '\r\n',
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  methods: METHODS,
  parsers,
};
