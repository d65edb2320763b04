'use strict';
// _http_agent: the old name of a part of http that npm code still asks for.

const { Agent, globalAgent } = require('internal/http/agent');

module.exports = { Agent, get globalAgent() { return globalAgent(); } };
