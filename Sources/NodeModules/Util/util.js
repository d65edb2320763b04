'use strict';
// The util module. https://nodejs.org/docs/latest-v20.x/api/util.html

const { deprecate, promisify } = require('internal/util');
const { format, formatWithOptions } = require('internal/util/format');
const { codes } = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

/** util.callbackify(original) */
function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const callback = args.pop();
    validateFunction(callback, 'last argument');
    const done = callback.bind(this);
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(done, null, value),
      (reason) => process.nextTick(rejected, reason, done));
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length?.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name?.value === 'string') descriptors.name.value += 'Callbackified';
  for (const key of Reflect.ownKeys(descriptors)) Object.setPrototypeOf(descriptors[key], null);
  return Object.defineProperties(callbackified, descriptors);
}

function rejected(reason, callback) {
  // A falsy reason would look like success to a callback.
  if (!reason) {
    const error = new codes.ERR_FALSY_VALUE_REJECTION(reason);
    callback(error);
    return;
  }
  callback(reason);
}

/** util.inherits(constructor, superConstructor) */
function inherits(constructor, superConstructor) {
  if (constructor === undefined || constructor === null) throw new codes.ERR_INVALID_ARG_TYPE('ctor', 'Function', constructor);
  if (superConstructor === undefined || superConstructor === null) throw new codes.ERR_INVALID_ARG_TYPE('superCtor', 'Function', superConstructor);
  if (superConstructor.prototype === undefined) throw new codes.ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superConstructor.prototype);
  Object.defineProperty(constructor, 'super_', { __proto__: null, value: superConstructor, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, superConstructor.prototype);
}

/** util._extend(target, source) */
function extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  return Object.assign(target, source);
}

let debugTest;
/** util.debuglog(section[, callback]): prints when NODE_DEBUG names the section. */
function debuglog(section, callback) {
  let enabled;
  let logger = (...args) => {
    if (test()) {
      logger = (...rest) => write(section, rest);
      if (typeof callback === 'function') callback(logger);
      write(section, args);
    } else {
      logger = () => {};
      if (typeof callback === 'function') callback(logger);
    }
  };
  function test() {
    if (enabled === undefined) {
      if (debugTest === undefined) {
        const pattern = process.env.NODE_DEBUG ?? '';
        const source = pattern.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*').replaceAll(',', '$|^');
        debugTest = pattern === '' ? null : new RegExp(`^${source}$`, 'i');
      }
      section = section.toUpperCase();
      enabled = debugTest !== null && debugTest.test(section);
    }
    return enabled;
  }
  const debug = (...args) => logger(...args);
  Object.defineProperty(debug, 'enabled', { __proto__: null, get: test, configurable: true, enumerable: true });
  return debug;
}

function write(section, args) {
  process.stderr.write(`${section} ${process.pid}: ${format(...args)}\n`);
}

/** util.stripVTControlCharacters(str) */
function stripVTControlCharacters(text) {
  validateString(text, 'str');
  return require('internal/util/inspect_text').removeColors(text);
}

/** util.styleText(format, text[, options]) */
function styleText(style, text) {
  validateString(text, 'text');
  const { inspect } = require('internal/util/inspect');
  const styles = Array.isArray(style) ? style : [style];
  let open = '';
  let close = '';
  for (const name of styles) {
    const codesOf = inspect.colors[name];
    if (codesOf == null) require('internal/validators').validateOneOf(name, 'format', Object.keys(inspect.colors));
    open += `\u001b[${codesOf[0]}m`;
    close = `\u001b[${codesOf[1]}m${close}`;
  }
  return `${open}${text}${close}`;
}

/** util.getSystemErrorName(err) */
function getSystemErrorName(errno) {
  if (typeof errno !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('err', 'number', errno);
  if (errno >= 0 || !Number.isSafeInteger(errno)) throw new codes.ERR_OUT_OF_RANGE('err', 'a negative integer', errno);
  return require('internal/errors').errname(errno);
}

/** util.toUSVString(string): lone surrogates become U+FFFD. */
function toUSVString(text) {
  return String.prototype.toWellFormed.call(`${text}`);
}

/** util.aborted(signal, resource): a promise that fulfils when the signal aborts; it does not keep the resource alive. */
async function aborted(signal, resource) {
  if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  require('internal/validators').validateAbortSignal(signal, 'signal');
  if (resource === null || (typeof resource !== 'object' && typeof resource !== 'function')) {
    throw new codes.ERR_INVALID_ARG_TYPE('resource', 'Object', resource);
  }
  if (signal.aborted) return undefined;
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { __proto__: null, once: true });
  });
}

function isPrimitive(value) { return value === null || (typeof value !== 'object' && typeof value !== 'function'); }

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function log(...args) {
  const now = new Date();
  const two = (n) => String(n).padStart(2, '0');
  console.log('%s - %s', `${now.getDate()} ${months[now.getMonth()]} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`, format(...args));
}

module.exports = {
  _errnoException: (...args) => require('internal/errors').errnoException(...args),
  _exceptionWithHostPort: (...args) => require('internal/errors').exceptionWithHostPort(...args),
  _extend: extend,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  /** util.getCallSites([frameCount]) */
  getCallSites(frameCount = 10) {
    require('internal/validators').validateNumber(frameCount, 'frameCount', 1, 200);
    return internalBinding('util').getCallSites(frameCount);
  },
  getSystemErrorMap: () => internalBinding('uv').getErrorMap(),
  getSystemErrorName,
  inherits,
  isArray: Array.isArray,
  isBoolean: (v) => typeof v === 'boolean',
  isNull: (v) => v === null,
  isNullOrUndefined: (v) => v === null || v === undefined,
  isNumber: (v) => typeof v === 'number',
  isString: (v) => typeof v === 'string',
  isSymbol: (v) => typeof v === 'symbol',
  isUndefined: (v) => v === undefined,
  isRegExp: (v) => internalBinding('types').isRegExp(v),
  isObject: (v) => v !== null && typeof v === 'object',
  isDate: (v) => internalBinding('types').isDate(v),
  isError: (v) => Object.prototype.toString.call(v) === '[object Error]' || v instanceof Error,
  isFunction: (v) => typeof v === 'function',
  isPrimitive,
  isBuffer: (v) => Buffer.isBuffer(v),
  isDeepStrictEqual(a, b) {
    return require('internal/util/comparisons').isDeepStrictEqual(a, b);
  },
  log,
  promisify,
  stripVTControlCharacters,
  styleText,
  toUSVString,
  aborted,
  parseArgs(config) { return require('internal/util/parse_args').parseArgs(config); },
};

/** A property whose value is loaded on first use and then kept as plain data. */
function lazy(name, load) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      const value = load();
      Object.defineProperty(module.exports, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(module.exports, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    },
  });
}
lazy('inspect', () => require('internal/util/inspect').inspect);
lazy('types', () => require('util/types'));
lazy('TextDecoder', () => internalBinding('encoding').TextDecoder);
lazy('TextEncoder', () => internalBinding('encoding').TextEncoder);
