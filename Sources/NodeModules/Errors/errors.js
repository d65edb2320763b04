'use strict';
// internal/errors: constructors of Node's coded errors and of system errors.
// https://nodejs.org/docs/latest-v20.x/api/errors.html
// The table of codes is internal/error_messages; a constructor is made when it is first asked for, because a typical
// program uses none of them.

const messages = require('internal/error_messages');

let inspectModule;
function lazyInspect(value, options) {
  inspectModule ??= require('internal/util/inspect');
  return inspectModule.inspect(value, options);
}

/** Captures the stack again, from the caller of `from`, with the code in the header as Node shows it. */
function captureWithCode(error, code, from) {
  const name = error.name;
  Object.defineProperty(error, 'name', { __proto__: null, value: `${name} [${code}]`, enumerable: false, writable: true, configurable: true });
  Error.captureStackTrace(error, from);
  // Reading the stack fixes its header while the name still carries the code.
  error.stack; // eslint-disable-line no-unused-expressions
  delete error.name;
  if (error.name !== name) Object.defineProperty(error, 'name', { __proto__: null, value: name, enumerable: false, writable: true, configurable: true });
}

function codedToString() {
  return `${this.name} [${this.code}]: ${this.message}`;
}

function defineHidden(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, value, enumerable: false, writable: true, configurable: true });
}

function formatMessage(template, args, self) {
  if (typeof template === 'function') return Reflect.apply(template, self, args);
  if (args.length === 0) return template;
  return require('internal/util/inspect').format(template, ...args);
}

function makeCoded(code, entry, Base, stackLess) {
  const template = entry[1];
  function NodeError(...args) {
    const limit = Error.stackTraceLimit;
    let error;
    // The constructor's own capture would be thrown away, so it is told to keep no frame.
    if (writableLimit()) Error.stackTraceLimit = 0;
    try {
      error = new Base();
    } finally {
      if (writableLimit()) Error.stackTraceLimit = limit;
    }
    defineHidden(error, 'message', formatMessage(template, args, error));
    defineHidden(error, 'toString', codedToString);
    error.code = code;
    captureWithCode(error, code, NodeError);
    return error;
  }
  return NodeError;
}

function writableLimit() {
  const descriptor = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (descriptor === undefined) return Object.isExtensible(Error);
  return descriptor.writable === true || descriptor.set !== undefined;
}

function makeSystem(code, entry) {
  const label = entry[1];
  return class NodeSystemError extends SystemError {
    constructor(context) {
      super(code, label, context);
    }
  };
}

/**
 * An error of the operating system with an ERR_ code: message `label: syscall returned CODE (text) path => dest`,
 * the context in `info`.
 */
class SystemError extends Error {
  constructor(code, label, context) {
    let message = `${label}: ${context.syscall} returned ${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    super(message);
    Object.defineProperty(this, 'message', { __proto__: null, value: message, enumerable: false, writable: true, configurable: true });
    this.code = code;
    captureWithCode(this, code, new.target);
    Object.defineProperties(this, {
      info: { __proto__: null, value: context, enumerable: true, configurable: true, writable: false },
      errno: { __proto__: null, get() { return context.errno; }, set(v) { context.errno = v; }, enumerable: true, configurable: true },
      syscall: { __proto__: null, get() { return context.syscall; }, set(v) { context.syscall = v; }, enumerable: true, configurable: true },
    });
    if (context.path !== undefined) this.path = context.path.toString();
    if (context.dest !== undefined) this.dest = context.dest.toString();
  }
  get name() { return 'SystemError'; }
  toString() { return `${this.name} [${this.code}]: ${this.message}`; }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    return require('internal/util/inspect').inspect(this, { ...options, getters: true, customInspect: false });
  }
}

/** `codes.ERR_X`: the constructor of that code; its other base classes are `codes.ERR_X.TypeError` and so on. */
const codes = new Proxy({ __proto__: null }, {
  get(made, code) {
    const known = made[code];
    if (known !== undefined) return known;
    const entry = messages.table[code];
    if (entry === undefined) return undefined;
    const constructor = entry[0] === messages.System ? makeSystem(code, entry) : makeCoded(code, entry, entry[0]);
    for (let i = 2; i < entry.length; i++) constructor[entry[i].name] = makeCoded(code, entry, entry[i]);
    made[code] = constructor;
    return constructor;
  },
  has(made, code) { return code in messages.table; },
});

/** The rejection or thrown value of a cancelled operation. https://nodejs.org/docs/latest-v20.x/api/errors.html#abort_err */
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

/** Makes `fn` leave no frame of its own in the stack of what it throws. */
function hideStackFrames(fn) {
  function wrapped(...args) {
    try {
      return Reflect.apply(fn, this, args);
    } catch (error) {
      if (Error.stackTraceLimit && error !== null && typeof error === 'object') hideFrames(error, wrapped);
      throw error;
    }
  }
  wrapped.withoutStackTrace = fn;
  Object.defineProperty(wrapped, 'name', { __proto__: null, value: fn.name, configurable: true });
  return wrapped;
}

/** Captures the stack of `error` again so that it starts at the caller of `from`; answers the error. */
function hideFrames(error, from) {
  if (typeof error.code === 'string' && error.code.startsWith('ERR_')) captureWithCode(error, error.code, from);
  else Error.captureStackTrace(error, from);
  return error;
}

// System errors.

let uvMap;
function uvEntry(errno) {
  uvMap ??= internalBinding('uv').getErrorMap();
  return uvMap.get(errno) ?? ['UNKNOWN', 'unknown error'];
}

/** The uv name of a negative errno: `ECONNRESET`. */
function errname(errno) {
  const entry = uvEntry(errno);
  return entry[0] === 'UNKNOWN' ? `Unknown system error ${errno}` : entry[0];
}

function plainError(message, from) {
  const error = new Error(message);
  Error.captureStackTrace(error, from);
  return error;
}

/** The error of a file-system call: `ENOENT: no such file or directory, open 'x'`. */
function uvException(context) {
  const [code, text] = context.code === undefined ? uvEntry(context.errno) : [context.code, context.message ?? uvEntry(context.errno)[1]];
  let message = `${code}: ${context.message || text}, ${context.syscall}`;
  let path;
  let dest;
  if (context.path) {
    path = context.path.toString();
    message += ` '${path}'`;
  }
  if (context.dest) {
    dest = context.dest.toString();
    message += ` -> '${dest}'`;
  }
  const error = plainError(message, uvException);
  for (const key of Object.keys(context)) {
    if (key === 'message' || key === 'path' || key === 'dest') continue;
    error[key] = context[key];
  }
  error.code = code;
  if (path) error.path = path;
  if (dest) error.dest = dest;
  return error;
}

/** `listen EADDRINUSE: address already in use :::8000`, with code, errno, syscall, address and port. */
function uvExceptionWithHostPort(errno, syscall, address, port) {
  const [code, text] = uvEntry(errno);
  let message = `${syscall} ${code}: ${text}`;
  if (port && port > 0) message += ` ${address}:${port}`;
  else if (address) message += ` ${address}`;
  const error = plainError(message, uvExceptionWithHostPort);
  error.code = code;
  error.errno = errno;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

/** `write EPIPE`, with errno, code and syscall. */
function errnoException(errno, syscall, original) {
  const code = errname(errno);
  const error = plainError(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`, errnoException);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  return error;
}

/** `connect ECONNREFUSED 127.0.0.1:80`, with errno, code, syscall, address and port. */
function exceptionWithHostPort(errno, syscall, address, port, additional) {
  const code = errname(errno);
  let message = `${syscall} ${code}`;
  if (port && port > 0) message += ` ${address}:${port}`;
  else if (address) message += ` ${address}`;
  if (additional) message += ` - Local (${additional})`;
  const error = plainError(message, exceptionWithHostPort);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

/** `getaddrinfo ENOTFOUND host`, with errno, code, syscall and hostname. */
function dnsException(code, syscall, hostname) {
  let errno;
  if (typeof code === 'number') {
    errno = code;
    const uv = internalBinding('uv');
    code = code === uv.UV_EAI_NODATA || code === uv.UV_EAI_NONAME ? 'ENOTFOUND' : errname(code);
  }
  const error = plainError(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`, dnsException);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (hostname) error.hostname = hostname;
  return error;
}

/** Several errors joined in an AggregateError whose message and code are the first's; one alone stays itself. */
function aggregateTwoErrors(inner, outer) {
  if (inner && outer && inner !== outer) {
    if (Array.isArray(outer.errors)) {
      outer.errors.push(inner);
      return outer;
    }
    const error = new AggregateError([outer, inner], outer.message);
    error.code = outer.code;
    return error;
  }
  return inner || outer;
}

let maxStackName;
let maxStackMessage;
/** Whether the error is the engine's "stack exhausted" RangeError. */
function isStackOverflowError(error) {
  if (maxStackMessage === undefined) {
    try {
      (function overflow() { overflow(); })();
    } catch (e) {
      maxStackMessage = e.message;
      maxStackName = e.name;
    }
  }
  return !!error && error.name === maxStackName && error.message === maxStackMessage;
}

module.exports = {
  AbortError,
  SystemError,
  aggregateTwoErrors,
  codes,
  determineSpecificType: messages.determineSpecificType,
  dnsException,
  errname,
  errnoException,
  exceptionWithHostPort,
  hideFrames,
  hideStackFrames,
  inspect: lazyInspect,
  isStackOverflowError,
  uvErrmapGet: uvEntry,
  uvException,
  uvExceptionWithHostPort,
};
