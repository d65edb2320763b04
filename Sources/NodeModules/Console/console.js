'use strict';
// The console module and the global console. https://nodejs.org/docs/latest-v20.x/api/console.html

const stdio = internalBinding('stdio');

const kState = Symbol('kState');
const noopWrite = () => {};

/** Stands for process.stdout or process.stderr while nobody has asked for them: writes to the descriptor and builds no stream. */
class BareOutput {
  constructor(fd) {
    this.fd = fd;
    this.isTTY = stdio.isTTY(fd);
  }
  get _swallowsErrors() {
    return true;
  }
  getColorDepth() {
    return require('tty').WriteStream.prototype.getColorDepth.call(this);
  }
  write(string) {
    stdio.writeString(this.fd, string);
  }
}
const bareOutputs = [];

/** What the global console writes to. */
function outputOf(fd) {
  if (stdio.isDefault(fd)) return bareOutputs[fd] ??= new BareOutput(fd);
  return fd === 2 ? process.stderr : process.stdout;
}

/** One plain line to a default stream. */
function writeDirectly(stream, fd, state, string) {
  if (stream !== undefined || state.indent.length !== 0 || !stdio.isDefault(fd)) return false;
  stdio.writeString(fd, `${string}\n`);
  return true;
}

/** What one console keeps: streams, indentation, counters and timers. */
class ConsoleState {
  constructor() {
    this.stdout = undefined;
    this.stderr = undefined;
    this.ignoreErrors = true;
    this.colorMode = 'auto';
    this.inspectOptions = undefined;
    this.groupIndentation = 2;
    this.indent = '';
    this.counts = undefined;
    this.timers = undefined;
  }
}

const consoleMethods = {
  /** console.log([data][, ...args]) */
  log(...args) {
    const state = this[kState];
    if (args.length === 1 && typeof args[0] === 'string' && writeDirectly(state.stdout, 1, state, args[0])) return;
    const stream = state.stdout ?? outputOf(1);
    write(state, stream, args.length === 1 && typeof args[0] === 'string' ? args[0] : text(state, stream, args));
  },

  /** console.warn([data][, ...args]) */
  warn(...args) {
    const state = this[kState];
    if (args.length === 1 && typeof args[0] === 'string' && writeDirectly(state.stderr, 2, state, args[0])) return;
    const stream = state.stderr ?? outputOf(2);
    write(state, stream, args.length === 1 && typeof args[0] === 'string' ? args[0] : text(state, stream, args));
  },

  /** console.error([data][, ...args]) */
  error(...args) {
    const state = this[kState];
    if (args.length === 1 && typeof args[0] === 'string' && writeDirectly(state.stderr, 2, state, args[0])) return;
    const stream = state.stderr ?? outputOf(2);
    write(state, stream, args.length === 1 && typeof args[0] === 'string' ? args[0] : text(state, stream, args));
  },

  /** console.dir(obj[, options]) */
  dir(object, options) {
    const state = this[kState];
    const stream = state.stdout ?? outputOf(1);
    const { inspect } = require('internal/util/inspect');
    write(state, stream, inspect(object, { customInspect: false, ...inspectOptionsFor(state, stream), ...options }));
  },

  /** console.time([label]) */
  time(label = 'default') {
    label = `${label}`;
    const state = this[kState];
    state.timers ??= new Map();
    if (state.timers.has(label)) {
      process.emitWarning(`Label '${label}' already exists for console.time()`);
      return;
    }
    state.timers.set(label, process.hrtime());
  },

  /** console.timeEnd([label]) */
  timeEnd(label = 'default') {
    label = `${label}`;
    if (reportTimer(this, 'timeEnd', label)) this[kState].timers.delete(label);
  },

  /** console.timeLog([label][, ...data]) */
  timeLog(label = 'default', ...data) {
    reportTimer(this, 'timeLog', `${label}`, data);
  },

  /** console.trace([message][, ...args]) */
  trace: function trace(...args) {
    const error = { name: 'Trace', message: text(this[kState], this[kState].stderr ?? outputOf(2), args) };
    Error.captureStackTrace(error, trace);
    const lines = String(error.stack).split('\n');
    const first = lines.findIndex((line) => /^ {4}at /.test(line));
    const frames = first === -1 ? '' : `\n${lines.slice(first).join('\n')}`;
    this.error(`Trace${error.message === '' ? '' : `: ${error.message}`}${frames}`);
  },

  /** console.assert(value[, ...message]) */
  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift('Assertion failed');
    Reflect.apply(this.warn, this, args);
  },

  /** console.clear() */
  clear() {
    const stream = this[kState].stdout ?? outputOf(1);
    if (stream.isTTY && process.env.TERM !== 'dumb') {
      const { clearScreenDown, cursorTo } = require('internal/readline/cursor');
      cursorTo(stream, 0, 0);
      clearScreenDown(stream);
    }
  },

  /** console.count([label]) */
  count(label = 'default') {
    label = `${label}`;
    const state = this[kState];
    state.counts ??= new Map();
    const count = (state.counts.get(label) ?? 0) + 1;
    state.counts.set(label, count);
    this.log(`${label}: ${count}`);
  },

  /** console.countReset([label]) */
  countReset(label = 'default') {
    label = `${label}`;
    const state = this[kState];
    if (!state.counts?.delete(label)) process.emitWarning(`Count for '${label}' does not exist`);
  },

  /** console.group([...label]) */
  group(...data) {
    if (data.length > 0) Reflect.apply(this.log, this, data);
    const state = this[kState];
    state.indent += ' '.repeat(state.groupIndentation);
  },

  /** console.groupEnd() */
  groupEnd() {
    const state = this[kState];
    state.indent = state.indent.slice(0, state.indent.length - state.groupIndentation);
  },

  /** console.table(tabularData[, properties]) */
  table(data, properties) {
    if (properties !== undefined) require('internal/validators').validateArray(properties, 'properties');
    if (data === null || typeof data !== 'object') {
      this.log(data);
      return;
    }
    const state = this[kState];
    this.log(require('internal/console/table').tableOf(data, properties, inspectOptionsFor(state, state.stdout ?? outputOf(1))));
  },
};
consoleMethods.debug = consoleMethods.log;
consoleMethods.info = consoleMethods.log;
consoleMethods.dirxml = consoleMethods.log;
consoleMethods.groupCollapsed = consoleMethods.group;

const methodNames = ['log', 'warn', 'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count', 'countReset', 'group',
  'groupEnd', 'table', 'debug', 'info', 'dirxml', 'error', 'groupCollapsed'];

const withColors = { colors: true };

function inspectOptionsFor(state, stream) {
  let color = state.colorMode;
  if (color === 'auto') {
    color = stream.isTTY && (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true);
  }
  const options = state.inspectOptions?.get?.(stream) ?? state.inspectOptions;
  if (options && !(options instanceof Map)) {
    return options.colors === undefined ? { ...options, colors: color } : options;
  }
  return color ? withColors : undefined;
}

function text(state, stream, args) {
  return require('internal/util/format').formatArguments(inspectOptionsFor(state, stream), args);
}

/** An error that comes after the write shall not end the program either, unless others listen for it. */
function failureHandler(stream) {
  return (error) => {
    if (!error || stream._writableState?.errorEmitted) return;
    if (typeof stream.listenerCount === 'function' && stream.listenerCount('error') === 0) stream.once('error', noopWrite);
  };
}

function write(state, stream, string) {
  if (state.indent.length !== 0) {
    if (string.includes('\n')) string = string.replaceAll('\n', `\n${state.indent}`);
    string = state.indent + string;
  }
  string += '\n';
  if (!state.ignoreErrors || stream._swallowsErrors === true) {
    stream.write(string);
    return;
  }
  // Writing to a closed stdout must not kill the program.
  if (stream.listenerCount === undefined || stream.listenerCount('error') > 0) {
    try {
      stream.write(string, failureHandler(stream));
    } catch (error) {
      if (require('internal/errors').isStackOverflowError(error)) throw error;
    }
    return;
  }
  stream.once('error', noopWrite);
  try {
    stream.write(string, failureHandler(stream));
  } catch (error) {
    if (require('internal/errors').isStackOverflowError(error)) throw error;
  } finally {
    stream.removeListener('error', noopWrite);
  }
}

function reportTimer(console, method, label, data) {
  const start = console[kState].timers?.get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const [seconds, nanoseconds] = process.hrtime(start);
  const shown = duration(seconds * 1000 + nanoseconds / 1e6);
  if (data === undefined) console.log('%s: %s', label, shown);
  else console.log('%s: %s', label, shown, ...data);
  return true;
}

/** `1.234ms`, `5.678s`, `1:05.123 (m:ss.mmm)`, `2:03:04.567 (h:mm:ss.mmm)` */
function duration(ms) {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  let seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(3)}s`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  seconds = (seconds % 60).toFixed(3).padStart(6, '0');
  if (hours !== 0) return `${hours}:${String(minutes).padStart(2, '0')}:${seconds} (h:mm:ss.mmm)`;
  return `${minutes}:${seconds} (m:ss.mmm)`;
}

function readOptions(state, options) {
  const { codes } = require('internal/errors');
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', inspectOptions, groupIndentation } = options;
  if (!stdout || typeof stdout.write !== 'function') throw new codes.ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!stderr || typeof stderr.write !== 'function') throw new codes.ERR_CONSOLE_WRITABLE_STREAM('stderr');
  const { validateInteger, validateObject, validateOneOf } = require('internal/validators');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, 1000);
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, 'options.inspectOptions');
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined) {
      throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
    }
  }
  state.stdout = stdout;
  state.stderr = stderr;
  state.ignoreErrors = !!ignoreErrors;
  state.colorMode = colorMode;
  state.inspectOptions = inspectOptions;
  if (groupIndentation !== undefined) state.groupIndentation = groupIndentation;
}

function attach(target, state, enumerable) {
  Object.defineProperty(target, kState, { __proto__: null, value: state, writable: true, enumerable: false, configurable: true });
  for (const name of methodNames) {
    // Bound, because people pass console.log around.
    const method = consoleMethods[name].bind(target);
    Object.defineProperty(method, 'name', { __proto__: null, value: name, configurable: true });
    Object.defineProperty(target, name, { __proto__: null, value: method, writable: true, enumerable, configurable: true });
  }
}

/** new Console(stdout[, stderr][, ignoreErrors]), new Console(options) */
function Console(options) {
  if (!new.target) return Reflect.construct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const state = new ConsoleState();
  readOptions(state, options);
  attach(this, state, true);
  Object.defineProperty(this, '_stdout', { __proto__: null, value: state.stdout, writable: true, configurable: true, enumerable: false });
  Object.defineProperty(this, '_stderr', { __proto__: null, value: state.stderr, writable: true, configurable: true, enumerable: false });
  // A subclass's own methods win over the instance's.
  for (let proto = Object.getPrototypeOf(this); proto !== null && proto !== Console.prototype && proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) {
    for (const name of methodNames) if (Object.hasOwn(proto, name)) delete this[name];
  }
  return this;
}
for (const name of methodNames) {
  Object.defineProperty(Console.prototype, name, { __proto__: null, value: consoleMethods[name], writable: true, enumerable: true, configurable: true });
}
Object.defineProperty(Console, Symbol.hasInstance, { __proto__: null, value(instance) { return !!instance && instance[kState] !== undefined; } });

const globalConsole = Object.create({});
attach(globalConsole, new ConsoleState(), true);
globalConsole.Console = Console;
for (const name of ['stdout', 'stderr']) {
  Object.defineProperty(globalConsole, `_${name}`, {
    __proto__: null,
    get: () => globalConsole[kState][name] ?? process[name],
    set(stream) { globalConsole[kState][name] = stream; },
    configurable: true,
    enumerable: false,
  });
}
for (const name of ['profile', 'profileEnd', 'timeStamp']) {
  // Inspector methods exist and, without an inspector, do nothing: so in Node.
  Object.defineProperty(globalConsole, name, { __proto__: null, value: { [name]() {} }[name], writable: true, enumerable: true, configurable: true });
}
Object.defineProperty(globalConsole, Symbol.toStringTag, { __proto__: null, value: 'console', writable: false, enumerable: false, configurable: true });

module.exports = globalConsole;
