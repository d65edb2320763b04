'use strict';
// The assert module. https://nodejs.org/docs/latest-v20.x/api/assert.html

const { codes, hideFrames } = require('internal/errors');

let AssertionErrorClass;
function AssertionError() {
  AssertionErrorClass ??= require('internal/assert/assertion_error');
  return AssertionErrorClass;
}

let comparisons;
function lazyComparisons() {
  comparisons ??= require('internal/util/comparisons');
  return comparisons;
}

function inspect(value) {
  return require('internal/util/inspect').inspect(value);
}

function fail_(options) {
  if (options.message instanceof Error) throw options.message;
  throw new (AssertionError())(options);
}

/** assert(value[, message]), assert.ok(value[, message]) */
function assert(...args) { okImpl(assert, args); }
function ok(...args) { okImpl(ok, args); }

function okImpl(fn, args) {
  const value = args[0];
  if (value) return;
  let message = args[1];
  let generated = false;
  if (args.length === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generated = true;
    message = sourceMessage(fn) ?? 'The expression evaluated to a falsy value:\n\n  assert.ok(' + inspect(value) + ')\n';
  } else if (message instanceof Error) {
    throw message;
  }
  const error = new (AssertionError())({ actual: value, expected: true, message, operator: '==', stackStartFn: fn });
  error.generatedMessage = generated;
  throw error;
}

/** The text of the failed call, read from the file that the stack names. */
function sourceMessage(fn) {
  const holder = {};
  const limit = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = 1;
    Error.captureStackTrace(holder, fn);
    const match = /\(?((?:file:\/\/)?\/[^()]*?):(\d+):(\d+)\)?$/m.exec(String(holder.stack));
    if (match === null) return undefined;
    const file = match[1].startsWith('file://') ? require('url').fileURLToPath(match[1]) : match[1];
    return callText(require('fs').readFileSync(file, 'utf8'), +match[2], +match[3]);
  } catch {
    // Without the source the value alone is shown.
    return undefined;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** From a position in the text: the call expression that starts there, up to its closing parenthesis. */
function callText(source, line, column) {
  const lines = source.split('\n');
  if (line > lines.length) return undefined;
  let start = column - 1;
  const rest = lines.slice(line - 1).join('\n');
  // The position may be that of the method's name: the expression begins before it.
  while (start > 0 && /[\w$.]/.test(rest[start - 1])) start--;
  const open = rest.indexOf('(', start);
  if (open === -1) return undefined;
  const end = closingParenthesis(rest, open);
  if (end === -1) return undefined;
  const parts = rest.slice(start, end + 1).split('\n');
  const indents = parts.slice(1).filter((l) => l.trim() !== '').map((l) => l.length - l.trimStart().length);
  const common = indents.length > 0 ? Math.min(start, ...indents) : 0;
  const shown = parts.map((l, i) => `  ${i === 0 ? l : l.slice(Math.min(common, l.length - l.trimStart().length))}`);
  return `The expression evaluated to a falsy value:\n\n${shown.join('\n')}\n`;
}

function closingParenthesis(text, open) {
  let depth = 0;
  let quote = '';
  for (let i = open; i < text.length; i++) {
    const char = text[i];
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'" || char === '`') {
      quote = char;
    } else if (char === '(' || char === '[' || char === '{') {
      depth++;
    } else if (char === ')' || char === ']' || char === '}') {
      if (--depth === 0) return i;
    }
  }
  return -1;
}

assert.ok = ok;
module.exports = assert;
Object.defineProperty(assert, 'AssertionError', {
  __proto__: null, enumerable: true, configurable: true,
  get() { return AssertionError(); },
});

/** assert.fail([message]) */
assert.fail = function fail(actual, expected, message, operator, stackStartFn) {
  const argc = arguments.length;
  let internalMessage = false;
  if (actual == null && argc <= 1) {
    internalMessage = 'Failed';
  } else if (argc === 1) {
    message = actual;
    actual = undefined;
  } else {
    process.emitWarning('assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only pass a message.',
      'DeprecationWarning', 'DEP0094');
    if (argc === 2) operator = '!=';
  }
  if (message instanceof Error) throw message;
  const options = { actual, expected, operator: operator === undefined ? 'fail' : operator, stackStartFn: stackStartFn || fail, message };
  if (internalMessage) options.message = internalMessage;
  else if (message === undefined) options.message = undefined;
  const error = new (AssertionError())(options);
  if (internalMessage) error.generatedMessage = true;
  throw error;
};

function needTwo(argc) {
  if (argc < 2) throw hideFrames(new codes.ERR_MISSING_ARGS('actual', 'expected'), needTwo);
}

/** assert.equal(actual, expected[, message]) */
assert.equal = function equal(actual, expected, message) {
  needTwo(arguments.length);
  // eslint-disable-next-line eqeqeq
  if (actual != expected && (actual === actual || expected === expected)) fail_({ actual, expected, message, operator: '==', stackStartFn: equal });
};

/** assert.notEqual(actual, expected[, message]) */
assert.notEqual = function notEqual(actual, expected, message) {
  needTwo(arguments.length);
  // eslint-disable-next-line eqeqeq
  if (actual == expected || (actual !== actual && expected !== expected)) fail_({ actual, expected, message, operator: '!=', stackStartFn: notEqual });
};

/** assert.deepEqual(actual, expected[, message]) */
assert.deepEqual = function deepEqual(actual, expected, message) {
  needTwo(arguments.length);
  if (!lazyComparisons().isDeepEqual(actual, expected)) fail_({ actual, expected, message, operator: 'deepEqual', stackStartFn: deepEqual });
};

/** assert.notDeepEqual(actual, expected[, message]) */
assert.notDeepEqual = function notDeepEqual(actual, expected, message) {
  needTwo(arguments.length);
  if (lazyComparisons().isDeepEqual(actual, expected)) fail_({ actual, expected, message, operator: 'notDeepEqual', stackStartFn: notDeepEqual });
};

/** assert.deepStrictEqual(actual, expected[, message]) */
assert.deepStrictEqual = function deepStrictEqual(actual, expected, message) {
  needTwo(arguments.length);
  if (!lazyComparisons().isDeepStrictEqual(actual, expected)) {
    fail_({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: deepStrictEqual });
  }
};

/** assert.notDeepStrictEqual(actual, expected[, message]) */
assert.notDeepStrictEqual = function notDeepStrictEqual(actual, expected, message) {
  needTwo(arguments.length);
  if (lazyComparisons().isDeepStrictEqual(actual, expected)) {
    fail_({ actual, expected, message, operator: 'notDeepStrictEqual', stackStartFn: notDeepStrictEqual });
  }
};

/** assert.strictEqual(actual, expected[, message]) */
assert.strictEqual = function strictEqual(actual, expected, message) {
  needTwo(arguments.length);
  if (!Object.is(actual, expected)) fail_({ actual, expected, message, operator: 'strictEqual', stackStartFn: strictEqual });
};

/** assert.notStrictEqual(actual, expected[, message]) */
assert.notStrictEqual = function notStrictEqual(actual, expected, message) {
  needTwo(arguments.length);
  if (Object.is(actual, expected)) fail_({ actual, expected, message, operator: 'notStrictEqual', stackStartFn: notStrictEqual });
};

// Functions that throw.

const noException = Symbol('noException');

/** Only the compared keys, so that a failure's diff shows nothing else. */
class Comparison {
  constructor(object, keys, actual) {
    for (const key of keys) {
      if (!(key in object)) continue;
      if (actual !== undefined && typeof actual[key] === 'string' && internalBinding('types').isRegExp(object[key]) && object[key].exec(actual[key]) !== null) {
        this[key] = actual[key];
      } else {
        this[key] = object[key];
      }
    }
  }
}

function compareKey(actual, expected, key, message, keys, fn) {
  if (key in actual && lazyComparisons().isDeepStrictEqual(actual[key], expected[key])) return;
  if (!message) {
    const a = new Comparison(actual, keys);
    const b = new Comparison(expected, keys, actual);
    const error = new (AssertionError())({ actual: a, expected: b, operator: 'deepStrictEqual', stackStartFn: fn });
    error.actual = actual;
    error.expected = expected;
    error.operator = fn.name;
    throw error;
  }
  fail_({ actual, expected, message, operator: fn.name, stackStartFn: fn });
}

function matchException(actual, expected, message, fn) {
  let generated = false;
  let throwError = false;
  const { isRegExp } = internalBinding('types');
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) {
      const text = String(actual);
      if (expected.exec(text) !== null) return;
      if (!message) {
        generated = true;
        message = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
      }
      throwError = true;
    } else if (typeof actual !== 'object' || actual === null) {
      const error = new (AssertionError())({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn });
      error.operator = fn.name;
      throw error;
    } else {
      const keys = Object.keys(expected);
      if (expected instanceof Error) keys.push('name', 'message');
      else if (keys.length === 0) throw new codes.ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
      for (const key of keys) {
        if (typeof actual[key] === 'string' && isRegExp(expected[key]) && expected[key].exec(actual[key]) !== null) continue;
        compareKey(actual, expected, key, message, keys, fn);
      }
      return;
    }
  } else if (expected.prototype !== undefined && actual instanceof expected) {
    return;
  } else if (Object.prototype.isPrototypeOf.call(Error, expected) || expected === Error) {
    if (!message) {
      generated = true;
      message = 'The error is expected to be an instance of ' + `"${expected.name}". Received `;
      if (actual instanceof Error) message += `"${actual.name}"`;
      else message += `"${inspect(actual)}"`;
    }
    if (actual instanceof Error && generated) message += `\n\nError message:\n\n${actual.message}`;
    throwError = true;
  } else {
    const result = Reflect.apply(expected, {}, [actual]);
    if (result !== true) {
      if (!message) {
        generated = true;
        const name = expected.name ? `"${expected.name}" ` : '';
        message = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
        if (actual instanceof Error) message += `\n\nCaught error:\n\n${actual}`;
      }
      throwError = true;
    }
  }
  if (throwError) {
    const error = new (AssertionError())({ actual, expected, message, operator: fn.name, stackStartFn: fn });
    error.generatedMessage = generated;
    throw error;
  }
}

function exceptionOf(fn) {
  require('internal/validators').validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return noException;
}

function isPromiseLike(value) {
  return internalBinding('types').isPromise(value) || (value !== null && typeof value === 'object' &&
    typeof value.then === 'function' && typeof value.catch === 'function');
}

async function rejectionOf(promiseFn) {
  let promise;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isPromiseLike(promise)) throw new codes.ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (isPromiseLike(promiseFn)) {
    promise = promiseFn;
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return noException;
}

function expectsError(fn, actual, error, message, argc) {
  if (typeof error === 'string') {
    if (argc === 2) throw new codes.ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
    if (typeof actual === 'object' && actual !== null) {
      if (actual.message === error) throw new codes.ERR_AMBIGUOUS_ARGUMENT('error/message', `The error message "${actual.message}" is identical to the message.`);
    } else if (actual === error) {
      throw new codes.ERR_AMBIGUOUS_ARGUMENT('error/message', `The error "${actual}" is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
  }
  if (actual === noException) {
    let details = '';
    if (error?.name) details += ` (${error.name})`;
    details += message ? `: ${message}` : '.';
    fail_({ actual: undefined, expected: error, operator: fn.name, message: `Missing expected ${fn === assert.rejects ? 'rejection' : 'exception'}${details}`, stackStartFn: fn });
  }
  if (error) matchException(actual, error, message, fn);
}

function expectsNoError(fn, actual, error, message) {
  if (actual === noException) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (!error || matchesForNoError(actual, error)) {
    const details = message ? `: ${message}` : '.';
    fail_({
      actual, expected: error, operator: fn.name, stackStartFn: fn,
      message: `Got unwanted ${fn === assert.doesNotReject ? 'rejection' : 'exception'}${details}\nActual message: "${actual?.message}"`,
    });
  }
  throw actual;
}

function matchesForNoError(actual, expected) {
  if (typeof expected !== 'function') {
    if (internalBinding('types').isRegExp(expected)) return expected.exec(String(actual)) !== null;
    throw new codes.ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return Reflect.apply(expected, {}, [actual]) === true;
}

/** assert.throws(fn[, error][, message]) */
assert.throws = function throws(fn, error, message) {
  expectsError(throws, exceptionOf(fn), error, message, arguments.length);
};

/** assert.rejects(asyncFn[, error][, message]) */
assert.rejects = async function rejects(promiseFn, error, message) {
  expectsError(rejects, await rejectionOf(promiseFn), error, message, arguments.length);
};

/** assert.doesNotThrow(fn[, error][, message]) */
assert.doesNotThrow = function doesNotThrow(fn, error, message) {
  expectsNoError(doesNotThrow, exceptionOf(fn), error, message);
};

/** assert.doesNotReject(asyncFn[, error][, message]) */
assert.doesNotReject = async function doesNotReject(fn, error, message) {
  expectsNoError(doesNotReject, await rejectionOf(fn), error, message);
};

/** assert.ifError(value) */
assert.ifError = function ifError(error) {
  if (error === null || error === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof error === 'object' && typeof error.message === 'string') {
    message += error.message.length === 0 && error.constructor ? error.constructor.name : error.message;
  } else {
    message += inspect(error);
  }
  const failure = new (AssertionError())({ actual: error, expected: null, operator: 'ifError', message, stackStartFn: ifError });
  failure.generatedMessage = true;
  const original = error.stack;
  if (typeof original === 'string') {
    const start = original.indexOf('\n    at');
    if (start !== -1) {
      // The frames of the original error that the new one repeats are left out.
      const frames = original.slice(start + 1).split('\n');
      let own = String(failure.stack).split('\n');
      for (const frame of frames) {
        const at = own.indexOf(frame);
        if (at !== -1) {
          own = own.slice(0, at);
          break;
        }
      }
      failure.stack = `${own.join('\n')}\n${frames.join('\n')}`;
    }
  }
  throw failure;
};

function matchImpl(string, regexp, message, fn) {
  const { isRegExp } = internalBinding('types');
  if (!isRegExp(regexp)) throw new codes.ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  const wanted = fn === assert.match;
  if (typeof string === 'string' && (RegExp.prototype.exec.call(regexp, string) !== null) === wanted) return;
  if (message instanceof Error) throw message;
  const generated = !message;
  message ||= typeof string !== 'string'
    ? `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`
    : `${wanted ? 'The input did not match the regular expression ' : 'The input was expected to not match the regular expression '}${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  const error = new (AssertionError())({ actual: string, expected: regexp, message, operator: fn.name, stackStartFn: fn });
  error.generatedMessage = generated;
  throw error;
}

/** assert.match(string, regexp[, message]) */
assert.match = function match(string, regexp, message) { matchImpl(string, regexp, message, match); };

/** assert.doesNotMatch(string, regexp[, message]) */
assert.doesNotMatch = function doesNotMatch(string, regexp, message) { matchImpl(string, regexp, message, doesNotMatch); };

/** assert.strict: the same functions, with the strict ones under the short names. */
function strict(...args) { okImpl(strict, args); }
const shared = Object.getOwnPropertyDescriptors(assert);
for (const name of ['length', 'name', 'prototype', 'arguments', 'caller']) delete shared[name];
// Descriptors, so that AssertionError stays unloaded until it is wanted.
Object.defineProperties(strict, shared);
assert.strict = Object.assign(strict, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;
