'use strict';
// _stream_passthrough: the old name of a class of stream that npm code still asks for.

module.exports = require('stream').PassThrough;
