'use strict';
// assert/strict.
module.exports = require('assert').strict;
