'use strict';
// internal/validators: argument checks shared by the modules; each throws Node's ERR_* error and hides its own frame.

const { codes, hideFrames } = require('internal/errors');

function badType(name, expected, value, from) {
  throw hideFrames(new codes.ERR_INVALID_ARG_TYPE(name, expected, value), from);
}

function badRange(name, range, value, from) {
  throw hideFrames(new codes.ERR_OUT_OF_RANGE(name, range, value), from);
}

function isInt32(value) { return value === (value | 0); }
function isUint32(value) { return value === (value >>> 0); }

function validateString(value, name) {
  if (typeof value !== 'string') badType(name, 'string', value, validateString);
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') badType(name, 'boolean', value, validateBoolean);
}

function validateFunction(value, name) {
  if (typeof value !== 'function') badType(name, 'Function', value, validateFunction);
}

function validateUndefined(value, name) {
  if (value !== undefined) badType(name, 'undefined', value, validateUndefined);
}

/** A number within min..max, both optional. */
function validateNumber(value, name, min = undefined, max) {
  if (typeof value !== 'number') badType(name, 'number', value, validateNumber);
  if ((min != null && value < min) || (max != null && value > max) || ((min != null || max != null) && Number.isNaN(value))) {
    badRange(name, `${min != null ? `>= ${min}` : ''}${min != null && max != null ? ' && ' : ''}${max != null ? `<= ${max}` : ''}`, value, validateNumber);
  }
}

function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') badType(name, 'number', value, validateInteger);
  if (!Number.isInteger(value)) badRange(name, 'an integer', value, validateInteger);
  if (value < min || value > max) badRange(name, `>= ${min} && <= ${max}`, value, validateInteger);
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  if (typeof value !== 'number') badType(name, 'number', value, validateInt32);
  if (!Number.isInteger(value)) badRange(name, 'an integer', value, validateInt32);
  if (value < min || value > max) badRange(name, `>= ${min} && <= ${max}`, value, validateInt32);
}

function validateUint32(value, name, positive = false) {
  if (typeof value !== 'number') badType(name, 'number', value, validateUint32);
  if (!Number.isInteger(value)) badRange(name, 'an integer', value, validateUint32);
  const min = positive ? 1 : 0;
  if (value < min || value > 4294967295) badRange(name, `>= ${min} && <= 4294967295`, value, validateUint32);
}

const octal = /^[0-7]+$/;

/** A file mode: a number, or a string of octal digits; answers the number. */
function parseFileMode(value, name, def) {
  value ??= def;
  if (typeof value === 'string') {
    if (!octal.test(value)) {
      throw hideFrames(new codes.ERR_INVALID_ARG_VALUE(name, value, 'must be a 32-bit unsigned integer or an octal string'), parseFileMode);
    }
    value = parseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

function validateOneOf(value, name, oneOf) {
  if (oneOf.includes(value)) return;
  const allowed = oneOf.map((v) => (typeof v === 'string' ? `'${v}'` : String(v))).join(', ');
  throw hideFrames(new codes.ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${allowed}`), validateOneOf);
}

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1;
const kValidateObjectAllowArray = 2;
const kValidateObjectAllowFunction = 4;

function validateObject(value, name, options = kValidateObjectNone) {
  if (typeof value === 'object') {
    if (value === null ? (options & kValidateObjectAllowNullable) === 0 : (options & kValidateObjectAllowArray) === 0 && Array.isArray(value)) {
      badType(name, 'Object', value, validateObject);
    }
  } else if (typeof value !== 'function' || (options & kValidateObjectAllowFunction) === 0) {
    badType(name, 'Object', value, validateObject);
  }
}

/** An object or a function, null excepted: what WebIDL calls a dictionary. */
function validateDictionary(value, name) {
  if (value !== undefined && value !== null && typeof value !== 'object' && typeof value !== 'function') {
    badType(name, 'a dictionary', value, validateDictionary);
  }
}

function validateArray(value, name, minLength = 0) {
  if (!Array.isArray(value)) badType(name, 'Array', value, validateArray);
  if (value.length < minLength) {
    throw hideFrames(new codes.ERR_INVALID_ARG_VALUE(name, value, `must be longer than ${minLength}`), validateArray);
  }
}

function validateStringArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateString(value[i], `${name}[${i}]`);
}

function validateBooleanArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateBoolean(value[i], `${name}[${i}]`);
}

function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    if (value[i] == null) badType(`${name}[${i}]`, 'AbortSignal', value[i], validateAbortSignalArray);
    validateAbortSignal(value[i], `${name}[${i}]`);
  }
}

/** Undefined, or an object with `aborted`. */
function validateAbortSignal(signal, name) {
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    badType(name, 'AbortSignal', signal, validateAbortSignal);
  }
}

/** A port number or its decimal string; answers the number. */
function validatePort(port, name = 'Port', allowZero = true) {
  if ((typeof port !== 'number' && typeof port !== 'string') ||
      (typeof port === 'string' && port.trim().length === 0) ||
      +port !== (+port >>> 0) || port > 0xFFFF || (port === 0 && !allowZero)) {
    throw hideFrames(new codes.ERR_SOCKET_BAD_PORT(name, port, allowZero), validatePort);
  }
  return port | 0;
}

function isArrayBufferView(value) { return ArrayBuffer.isView(value); }

function validateBuffer(buffer, name = 'buffer') {
  if (!ArrayBuffer.isView(buffer)) badType(name, ['Buffer', 'TypedArray', 'DataView'], buffer, validateBuffer);
}

function validateEncoding(data, encoding) {
  if (String(encoding).toLowerCase() === 'hex' && data.length % 2 !== 0) {
    throw hideFrames(new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, `is invalid for data of length ${data.length}`), validateEncoding);
  }
}

function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  const signals = require('os').constants.signals;
  if (signals[signal] === undefined) {
    if (signals[signal.toUpperCase()] !== undefined) {
      throw hideFrames(new codes.ERR_UNKNOWN_SIGNAL(`${signal} (signals must use all capital letters)`), validateSignalName);
    }
    throw hideFrames(new codes.ERR_UNKNOWN_SIGNAL(signal), validateSignalName);
  }
}

function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || internalBinding('types').isAsyncFunction(value)) badType(name, 'Function', value, validatePlainFunction);
}

function validateUnion(value, name, union) {
  if (!union.includes(value)) badType(name, `('${union.join('|')}')`, value, validateUnion);
}

module.exports = {
  isArrayBufferView, isInt32, isUint32, kValidateObjectAllowArray, kValidateObjectAllowFunction, kValidateObjectAllowNullable,
  kValidateObjectNone, parseFileMode, validateAbortSignal, validateAbortSignalArray, validateArray, validateBoolean,
  validateBooleanArray, validateBuffer, validateDictionary, validateEncoding, validateFunction, validateInt32, validateInteger,
  validateNumber, validateObject, validateOneOf, validatePlainFunction, validatePort, validateSignalName, validateString,
  validateStringArray, validateUint32, validateUndefined, validateUnion,
};
