'use strict';
// _http_client: the old name of a part of http that npm code still asks for.

const { ClientRequest } = require('internal/http/client');

module.exports = { ClientRequest };
