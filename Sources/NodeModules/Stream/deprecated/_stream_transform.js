'use strict';
// _stream_transform: the old name of a class of stream that npm code still asks for.

module.exports = require('stream').Transform;
