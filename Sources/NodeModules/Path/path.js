'use strict';
// The path module. https://nodejs.org/docs/latest-v20.x/api/path.html

const functions = require('internal/path/posix');

const posix = {
  resolve: functions.resolve,
  normalize: functions.normalize,
  isAbsolute: functions.isAbsolute,
  join: functions.join,
  relative: functions.relative,
  toNamespacedPath: functions.toNamespacedPath,
  dirname: functions.dirname,
  basename: functions.basename,
  extname: functions.extname,
  format: functions.format,
  parse: functions.parse,
  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
};
posix.posix = posix;
posix._makeLong = posix.toNamespacedPath;

// Few programs want Windows paths here; their functions are loaded on first use.
let win32;
const descriptor = {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get() {
    if (win32 === undefined) {
      win32 = { ...require('internal/path/win32'), win32: null, posix };
      win32.win32 = win32;
      win32._makeLong = win32.toNamespacedPath;
    }
    return win32;
  },
};
Object.defineProperty(posix, 'win32', descriptor);

module.exports = posix;
