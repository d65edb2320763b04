'use strict';
// The constants module: the constants of os and fs in one object.

const { constants } = require('os');
module.exports = Object.freeze({ __proto__: null, ...constants.dlopen, ...constants.errno, ...constants.priority, ...constants.signals, ...require('fs').constants });
