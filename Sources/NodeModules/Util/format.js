'use strict';
// internal/util/format: util.format. https://nodejs.org/docs/latest-v20.x/api/util.html#utilformatformat-args
// console.log comes through here, so that strings and numbers are joined without loading util.inspect.

let inspectModule;
function inspect(value, options) {
  inspectModule ??= require('internal/util/inspect');
  return inspectModule.inspect(value, options);
}

/** util.format(format[, ...args]) */
function format(...args) {
  return formatArguments(undefined, args);
}

/** util.formatWithOptions(inspectOptions, format[, ...args]) */
function formatWithOptions(inspectOptions, ...args) {
  require('internal/validators').validateObject(inspectOptions, 'inspectOptions', 4);
  return formatArguments(inspectOptions, args);
}

function numberText(number) {
  return Object.is(number, -0) ? '-0' : `${number}`;
}

function jsonText(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (isCircularError(error)) return '[Circular]';
    throw error;
  }
}

let circularText;
function isCircularError(error) {
  if (circularText === undefined) {
    try {
      const loop = {};
      loop.loop = loop;
      JSON.stringify(loop);
    } catch (e) {
      circularText = e.message.split('\n', 1)[0];
    }
  }
  return error?.name === 'TypeError' && typeof error.message === 'string' && error.message.split('\n', 1)[0] === circularText;
}

/** Whether the object's conversion to a string is the language's, so that inspecting it tells more. */
function hasBuiltInToString(value) {
  const { getProxyDetails } = internalBinding('util');
  const proxy = getProxyDetails(value);
  if (proxy !== undefined) {
    if (proxy === null || proxy[0] === null) return true;
    value = proxy[0];
  }
  if (typeof value[Symbol.toPrimitive] === 'function' && !(value instanceof Date)) return false;
  if (typeof value.toString !== 'function') return true;
  if (Object.hasOwn(value, 'toString')) return false;
  let pointer = value;
  do {
    pointer = Object.getPrototypeOf(pointer);
  } while (!Object.hasOwn(pointer, 'toString'));
  const descriptor = Object.getOwnPropertyDescriptor(pointer, 'constructor');
  inspectModule ??= require('internal/util/inspect');
  return descriptor !== undefined && typeof descriptor.value === 'function' && inspectModule.isBuiltIn(descriptor.value.name);
}

function stringOf(value, inspectOptions) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return numberText(value);
    case 'bigint': return `${value}n`;
    case 'object':
      if (value !== null && hasBuiltInToString(value)) return inspect(value, { ...inspectOptions, depth: 0, colors: false, compact: 3 });
      return String(value);
    default: return String(value);
  }
}

function formatArguments(inspectOptions, args) {
  const first = args[0];
  let index = 0;
  let out = '';
  let separator = '';
  if (typeof first === 'string') {
    if (args.length === 1) return first;
    let last = 0;
    // The search skips quickly over text without directives.
    let at = first.indexOf('%');
    const end = first.length - 1;
    while (at !== -1 && at < end) {
      const directive = first.charCodeAt(at + 1);
      if (directive === 37) { // %%
        out += first.slice(last, at + 1);
        last = at + 2;
        at = first.indexOf('%', at + 2);
        continue;
      }
      if (index + 1 === args.length) {
        at = first.indexOf('%', at + 1);
        continue;
      }
      let shown;
      switch (directive) {
        case 115: // %s
          shown = stringOf(args[++index], inspectOptions);
          break;
        case 106: // %j
          shown = jsonText(args[++index]);
          break;
        case 100: { // %d
          const value = args[++index];
          if (typeof value === 'bigint') shown = `${value}n`;
          else if (typeof value === 'symbol') shown = 'NaN';
          else shown = numberText(Number(value));
          break;
        }
        case 105: { // %i
          const value = args[++index];
          if (typeof value === 'bigint') shown = `${value}n`;
          else if (typeof value === 'symbol') shown = 'NaN';
          else shown = numberText(Number.parseInt(value));
          break;
        }
        case 102: { // %f
          const value = args[++index];
          shown = typeof value === 'symbol' ? 'NaN' : numberText(Number.parseFloat(value));
          break;
        }
        case 79: // %O
          shown = inspect(args[++index], inspectOptions);
          break;
        case 111: // %o
          shown = inspect(args[++index], { ...inspectOptions, showHidden: true, showProxy: true, depth: 4 });
          break;
        case 99: // %c
          index++;
          shown = '';
          break;
        default:
          at = first.indexOf('%', at + 1);
          continue;
      }
      out += first.slice(last, at) + shown;
      last = at + 2;
      at = first.indexOf('%', last);
    }
    if (last !== 0) {
      index++;
      separator = ' ';
      if (last < first.length) out += first.slice(last);
    }
  }
  while (index < args.length) {
    const value = args[index++];
    out += separator;
    if (typeof value === 'string') out += value;
    else if (typeof value === 'number' && inspectOptions === undefined) out += numberText(value);
    else out += inspect(value, inspectOptions);
    separator = ' ';
  }
  return out;
}

module.exports = { format, formatArguments, formatWithOptions };
