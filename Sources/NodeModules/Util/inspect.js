'use strict';
// internal/util/inspect: util.inspect. https://nodejs.org/docs/latest-v20.x/api/util.html#utilinspectobject-options

const text = require('internal/util/inspect_text');
const types = internalBinding('types');
const {
  getConstructorName: engineConstructorName, getOwnNonIndexProperties, getPromiseDetails, getProxyDetails,
} = internalBinding('util');

const { escapeControls, formatPrimitive, kArrayExtrasType, kArrayType, kObjectType, quote, reduceToSingleString } = text;
const {
  formatArray, formatIterator, formatMap, formatSet,
  formatTypedArray, formatUnknownItems, formatWeakMap, formatWeakSet, sizeOf,
} = require('internal/util/inspect_collections')(formatValue, formatProperty);
const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const hasOwn = Object.hasOwn;

const defaultOptions = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

function stylizeNoColor(value) {
  return value;
}

function stylizeWithColor(value, styleType) {
  const style = inspect.styles[styleType];
  if (style === undefined) return value;
  const color = inspect.colors[style];
  return color === undefined ? value : `\u001b[${color[0]}m${value}\u001b[${color[1]}m`;
}

/** The options of one inspection and its progress. */
class Context {
  constructor() {
    this.budget = undefined;
    this.indentationLvl = 0;
    this.seen = [];
    this.currentDepth = 0;
    this.stylize = stylizeNoColor;
    this.showHidden = defaultOptions.showHidden;
    this.depth = defaultOptions.depth;
    this.colors = defaultOptions.colors;
    this.customInspect = defaultOptions.customInspect;
    this.showProxy = defaultOptions.showProxy;
    this.maxArrayLength = defaultOptions.maxArrayLength;
    this.maxStringLength = defaultOptions.maxStringLength;
    this.breakLength = defaultOptions.breakLength;
    this.compact = defaultOptions.compact;
    this.sorted = defaultOptions.sorted;
    this.getters = defaultOptions.getters;
    this.numericSeparator = defaultOptions.numericSeparator;
    this.userOptions = undefined;
    this.circular = undefined;
  }
}

/** util.inspect(object[, options]), util.inspect(object[, showHidden[, depth[, colors]]]) */
function inspect(value, options) {
  const ctx = new Context();
  if (arguments.length > 1) {
    if (arguments.length > 2) {
      if (arguments[2] !== undefined) ctx.depth = arguments[2];
      if (arguments.length > 3 && arguments[3] !== undefined) ctx.colors = arguments[3];
    }
    if (typeof options === 'boolean') {
      ctx.showHidden = options;
    } else if (options) {
      for (const key of Object.keys(options)) {
        if (hasOwn(defaultOptions, key) || key === 'stylize') ctx[key] = options[key];
        else if (ctx.userOptions === undefined) ctx.userOptions = options;
      }
    }
  }
  if (ctx.colors) ctx.stylize = ctx.stylize === stylizeNoColor ? stylizeWithColor : ctx.stylize;
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  return formatValue(ctx, value, 0, false);
}

inspect.custom = customInspectSymbol;

Object.defineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() { return defaultOptions; },
  set(options) {
    require('internal/validators').validateObject(options, 'options');
    Object.assign(defaultOptions, options);
  },
});

const colors = {
  __proto__: null,
  reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27],
  hidden: [8, 28], strikethrough: [9, 29], doubleunderline: [21, 24], black: [30, 39], red: [31, 39], green: [32, 39],
  yellow: [33, 39], blue: [34, 39], magenta: [35, 39], cyan: [36, 39], white: [37, 39], bgBlack: [40, 49], bgRed: [41, 49],
  bgGreen: [42, 49], bgYellow: [43, 49], bgBlue: [44, 49], bgMagenta: [45, 49], bgCyan: [46, 49], bgWhite: [47, 49],
  framed: [51, 54], overlined: [53, 55], gray: [90, 39], redBright: [91, 39], greenBright: [92, 39], yellowBright: [93, 39],
  blueBright: [94, 39], magentaBright: [95, 39], cyanBright: [96, 39], whiteBright: [97, 39], bgGray: [100, 49],
  bgRedBright: [101, 49], bgGreenBright: [102, 49], bgYellowBright: [103, 49], bgBlueBright: [104, 49],
  bgMagentaBright: [105, 49], bgCyanBright: [106, 49], bgWhiteBright: [107, 49],
};
inspect.colors = colors;
for (const [target, alias] of [
  ['gray', 'grey'], ['gray', 'blackBright'], ['bgGray', 'bgGrey'], ['bgGray', 'bgBlackBright'], ['dim', 'faint'],
  ['strikethrough', 'crossedout'], ['strikethrough', 'strikeThrough'], ['strikethrough', 'crossedOut'], ['hidden', 'conceal'],
  ['inverse', 'swapColors'], ['inverse', 'swapcolors'], ['doubleunderline', 'doubleUnderline'],
]) {
  Object.defineProperty(colors, alias, {
    __proto__: null, configurable: true, enumerable: false,
    get() { return this[target]; },
    set(value) { this[target] = value; },
  });
}
inspect.styles = Object.assign({ __proto__: null }, {
  special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold', string: 'green',
  symbol: 'green', date: 'magenta', regexp: 'red', module: 'underline',
});

function userOptionsOf(ctx, isCrossContext) {
  const options = {
    stylize: ctx.stylize, showHidden: ctx.showHidden, depth: ctx.depth, colors: ctx.colors, customInspect: ctx.customInspect,
    showProxy: ctx.showProxy, maxArrayLength: ctx.maxArrayLength, maxStringLength: ctx.maxStringLength,
    breakLength: ctx.breakLength, compact: ctx.compact, sorted: ctx.sorted, getters: ctx.getters,
    numericSeparator: ctx.numericSeparator, ...ctx.userOptions,
  };
  if (!isCrossContext) return options;
  // Another realm's code gets nothing through which it could reach this realm's objects.
  Object.setPrototypeOf(options, null);
  for (const key of Object.keys(options)) {
    if ((typeof options[key] === 'object' || typeof options[key] === 'function') && options[key] !== null) delete options[key];
  }
  options.stylize = Object.setPrototypeOf((value, flavour) => {
    try {
      return `${ctx.stylize(value, flavour)}`;
    } catch {
      return value;
    }
  }, null);
  return options;
}

function formatValue(ctx, value, recurseTimes, typedArray) {
  if (typeof value !== 'object' && typeof value !== 'function') return formatPrimitive(ctx.stylize, value, ctx);
  if (value === null) return ctx.stylize('null', 'null');
  const context = value;
  const proxy = getProxyDetails(value);
  if (proxy !== undefined) {
    if (proxy === null || proxy[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
    if (ctx.showProxy) return formatProxy(ctx, proxy, recurseTimes);
    // Traps must not run: the innermost target is shown.
    value = proxy[0];
    for (let inner = getProxyDetails(value); inner !== undefined; inner = getProxyDetails(value)) {
      if (inner === null || inner[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
      value = inner[0];
    }
  }
  if (ctx.customInspect) {
    const custom = value[customInspectSymbol];
    if (typeof custom === 'function' && custom !== inspect && !(value.constructor && value.constructor.prototype === value)) {
      const depth = ctx.depth === null ? null : ctx.depth - recurseTimes;
      const isCrossContext = proxy !== undefined || !(context instanceof Object);
      const result = custom.call(context, depth, userOptionsOf(ctx, isCrossContext), inspect);
      if (result !== context) {
        if (result === null || typeof result !== 'object') return typeof result === 'symbol' ? String(result) : `${result}`;
        return formatValue(ctx, result, recurseTimes).replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
      }
    }
  }
  if (ctx.seen.includes(value)) {
    let index = 1;
    if (ctx.circular === undefined) {
      ctx.circular = new Map();
      ctx.circular.set(value, index);
    } else {
      index = ctx.circular.get(value);
      if (index === undefined) {
        index = ctx.circular.size + 1;
        ctx.circular.set(value, index);
      }
    }
    return ctx.stylize(`[Circular *${index}]`, 'special');
  }
  return formatRaw(ctx, value, recurseTimes, typedArray);
}

function formatProxy(ctx, proxy, recurseTimes) {
  if (recurseTimes > ctx.depth && ctx.depth !== null) return ctx.stylize('Proxy [Array]', 'special');
  recurseTimes += 1;
  ctx.indentationLvl += 2;
  const parts = [formatValue(ctx, proxy[0], recurseTimes), formatValue(ctx, proxy[1], recurseTimes)];
  ctx.indentationLvl -= 2;
  return reduceToSingleString(ctx, parts, '', ['Proxy [', ']'], kArrayExtrasType, recurseTimes);
}

// Names and prefixes.

let builtIns;
/** The language's own global classes. */
function isBuiltIn(name) {
  builtIns ??= new Set(Object.getOwnPropertyNames(globalThis).filter((n) => /^(?:Aggregate|Async|Eval|Internal|Range|Reference|Syntax|Type|URI)?Error$|^(?:Big)?(?:Ui|I)nt(?:8|16|32|64)(?:Clamped)?Array$|^Float(?:16|32|64)Array$|^(?:Array|ArrayBuffer|Atomics|BigInt|Boolean|DataView|Date|FinalizationRegistry|Function|Intl|Iterator|JSON|Map|Math|Number|Object|Promise|Proxy|Reflect|RegExp|Set|SharedArrayBuffer|String|Symbol|WeakMap|WeakRef|WeakSet|WebAssembly)$/.test(n)));
  return builtIns.has(name);
}

function isInstanceOf(object, constructor) {
  try {
    return object instanceof constructor;
  } catch {
    return false;
  }
}

function constructorNameOf(object, ctx, recurseTimes, protoProps) {
  const original = object;
  let firstProto;
  while (object) {
    const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '' &&
        isInstanceOf(original, descriptor.value)) {
      if (protoProps !== undefined && (firstProto !== object || !isBuiltIn(descriptor.value.name))) {
        addPrototypeProperties(ctx, original, firstProto || original, recurseTimes, protoProps);
      }
      return String(descriptor.value.name);
    }
    object = Object.getPrototypeOf(object);
    if (firstProto === undefined) firstProto = object;
  }
  if (firstProto === null) return null;
  const name = engineConstructorName(original);
  if (recurseTimes > ctx.depth && ctx.depth !== null) return `${name} <Complex prototype>`;
  const protoName = constructorNameOf(firstProto, ctx, recurseTimes + 1, protoProps);
  if (protoName === null) return `${name} <${inspect(firstProto, { ...ctx, customInspect: false, depth: -1 })}>`;
  return `${name} <${protoName}>`;
}

/** With showHidden: the accessors and data of user-written prototypes, three levels at most. */
function addPrototypeProperties(ctx, main, object, recurseTimes, output) {
  let depth = 0;
  let keys;
  let seenKeys;
  do {
    if (depth !== 0 || main === object) {
      object = Object.getPrototypeOf(object);
      if (object === null) break;
      const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
      if (descriptor !== undefined && typeof descriptor.value === 'function' && isBuiltIn(descriptor.value.name)) break;
    }
    if (depth === 0) {
      seenKeys = new Set();
    } else {
      for (const key of keys) seenKeys.add(key);
    }
    keys = Reflect.ownKeys(object);
    ctx.seen.push(main);
    for (const key of keys) {
      if (key === 'constructor' || hasOwn(main, key) || (depth !== 0 && seenKeys.has(key))) continue;
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const value = formatProperty(ctx, object, recurseTimes, key, kObjectType, descriptor, main);
      output.push(ctx.colors ? `\u001b[2m${value}\u001b[22m` : value);
    }
    ctx.seen.pop();
  } while (++depth !== 3);
}

function getPrefix(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    if (tag !== '' && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== '' && constructor !== tag) return `${constructor}${size} [${tag}] `;
  return `${constructor}${size} `;
}

function keysOf(value, showHidden) {
  const symbols = Object.getOwnPropertySymbols(value);
  let keys;
  if (showHidden) {
    keys = Object.getOwnPropertyNames(value);
    if (symbols.length !== 0) keys.push(...symbols);
    return keys;
  }
  try {
    keys = Object.keys(value);
  } catch {
    // A module namespace with bindings that are not initialised yet.
    keys = Object.getOwnPropertyNames(value);
  }
  for (let i = 0; i < symbols.length; i++) {
    if (Object.prototype.propertyIsEnumerable.call(value, symbols[i])) keys.push(symbols[i]);
  }
  return keys;
}

function functionBase(value, constructor, tag) {
  const source = Function.prototype.toString.call(value);
  if (source.startsWith('class') && source.endsWith('}')) {
    const head = source.slice(5, -1);
    const bracket = head.indexOf('{');
    if (bracket !== -1 && (!head.slice(0, bracket).includes('(') ||
        /^\s+[^(]*?[^\s(]*\s*(?:extends\s+[^{]*)?\{/.test(head.replace(/\/\/.*?\n|\/\*.*?\*\//gs, '')))) {
      return classBase(value, constructor, tag);
    }
  }
  let type = 'Function';
  if (types.isGeneratorFunction(value)) type = `Generator${type}`;
  if (types.isAsyncFunction(value)) type = `Async${type}`;
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  base += value.name === '' ? ' (anonymous)' : `: ${typeof value.name === 'string' ? value.name : formatPrimitiveOrNone(value.name)}`;
  base += ']';
  if (constructor !== type && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

function formatPrimitiveOrNone(value) {
  return typeof value === 'symbol' ? String(value) : `${value}`;
}

function classBase(value, constructor, tag) {
  const name = (hasOwn(value, 'name') && value.name) || '(anonymous)';
  let base = `class ${name}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor !== null) {
    const superName = Object.getPrototypeOf(value).name;
    if (superName) base += ` extends ${superName}`;
  } else {
    base += ' extends null';
  }
  return `[${base}]`;
}

function boxedBase(value, ctx, keys, constructor, tag) {
  let type;
  let primitive;
  if (types.isNumberObject(value)) {
    type = 'Number';
    primitive = Number.prototype.valueOf.call(value);
  } else if (types.isStringObject(value)) {
    type = 'String';
    primitive = String.prototype.valueOf.call(value);
    // The characters are own keys; the literal shows them.
    keys.splice(0, primitive.length);
  } else if (types.isBooleanObject(value)) {
    type = 'Boolean';
    primitive = Boolean.prototype.valueOf.call(value);
  } else if (types.isBigIntObject(value)) {
    type = 'BigInt';
    primitive = BigInt.prototype.valueOf.call(value);
  } else {
    type = 'Symbol';
    primitive = Symbol.prototype.valueOf.call(value);
  }
  let base = `[${type}`;
  if (type !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive(stylizeNoColor, primitive, ctx)}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  if (keys.length !== 0 || ctx.stylize === stylizeNoColor) return base;
  return ctx.stylize(base, type.toLowerCase());
}

// The body of each kind of object: functions (ctx, value, recurseTimes, extra) -> array of formatted entries.

function formatNothing() { return []; }

function formatPromise(ctx, value, recurseTimes) {
  const [state, result] = getPromiseDetails(value);
  if (state === 0) return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const shown = formatValue(ctx, result, recurseTimes);
  ctx.indentationLvl -= 2;
  return [state === 2 ? `${ctx.stylize('<rejected>', 'special')} ${shown}` : shown];
}

function formatArrayBuffer(ctx, value) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    return [ctx.stylize('(detached)', 'special')];
  }
  const shown = Math.min(Math.max(0, ctx.maxArrayLength), bytes.length);
  let hex = '';
  for (let i = 0; i < shown; i++) hex += `${i === 0 ? '' : ' '}${bytes[i] < 16 ? '0' : ''}${bytes[i].toString(16)}`;
  const remaining = bytes.length - shown;
  if (remaining > 0) hex += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${hex}>`];
}

function formatNamespace(ctx, value, recurseTimes, keys) {
  const output = new Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    try {
      output[i] = formatProperty(ctx, value, recurseTimes, keys[i], kObjectType);
    } catch {
      // Only an uninitialised binding throws here.
      const line = formatProperty(ctx, { [keys[i]]: '' }, recurseTimes, keys[i], kObjectType);
      output[i] = line.slice(0, line.lastIndexOf(' ') + 1) + ctx.stylize('<uninitialized>', 'special');
    }
  }
  keys.length = 0;
  return output;
}

function formatProperty(ctx, value, recurseTimes, key, type, descriptor, original = value) {
  let shown;
  let extra = ' ';
  descriptor = descriptor || Object.getOwnPropertyDescriptor(value, key) ||
    { value: value[key], configurable: true, enumerable: true };
  if (descriptor.value !== undefined) {
    const indent = ctx.compact !== true || type !== kObjectType ? 2 : 3;
    ctx.indentationLvl += indent;
    shown = formatValue(ctx, descriptor.value, recurseTimes);
    if (indent === 3 && ctx.breakLength < text.getStringWidth(shown, ctx.colors)) {
      extra = `\n${' '.repeat(ctx.indentationLvl)}`;
    }
    ctx.indentationLvl -= indent;
  } else if (descriptor.get !== undefined) {
    shown = formatGetter(ctx, descriptor, original, recurseTimes);
  } else if (descriptor.set !== undefined) {
    shown = ctx.stylize('[Setter]', 'special');
  } else {
    shown = ctx.stylize('undefined', 'undefined');
  }
  if (type === kArrayType) return shown;
  let name;
  if (typeof key === 'symbol') {
    name = `[${ctx.stylize(escapeControls(Symbol.prototype.toString.call(key)), 'symbol')}]`;
  } else if (key === '__proto__') {
    name = "['__proto__']";
  } else if (descriptor.enumerable === false) {
    name = `[${escapeControls(key)}]`;
  } else if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key)) {
    name = ctx.stylize(key, 'name');
  } else {
    name = ctx.stylize(quote(key), 'string');
  }
  return `${name}:${extra}${shown}`;
}

function formatGetter(ctx, descriptor, original, recurseTimes) {
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const wanted = ctx.getters && (ctx.getters === true || (ctx.getters === 'get' && descriptor.set === undefined) ||
    (ctx.getters === 'set' && descriptor.set !== undefined));
  if (!wanted) return ctx.stylize(`[${label}]`, 'special');
  const open = ctx.stylize(`[${label}:`, 'special');
  const close = ctx.stylize(']', 'special');
  try {
    const value = descriptor.get.call(original);
    ctx.indentationLvl += 2;
    let shown;
    if (value === null) shown = `${open} ${ctx.stylize('null', 'null')}${close}`;
    else if (typeof value === 'object') shown = `${ctx.stylize(`[${label}]`, 'special')} ${formatValue(ctx, value, recurseTimes)}`;
    else shown = `${open} ${formatPrimitiveOrFunction(ctx, value)}${close}`;
    ctx.indentationLvl -= 2;
    return shown;
  } catch (error) {
    return `${open} <Inspection threw (${error.message})>${close}`;
  }
}

function formatPrimitiveOrFunction(ctx, value) {
  return typeof value === 'function' ? formatValue(ctx, value, 0) : formatPrimitive(ctx.stylize, value, ctx);
}

function iteratorBraces(type, tag) {
  if (tag !== `${type} Iterator`) {
    if (tag !== '') tag += '] [';
    tag += `${type} Iterator`;
  }
  return [`[${tag}] {`, '}'];
}

// What formatRaw learns about an object before its entries are formatted: either `done`, its final text, or the rest.
class Shape {
  constructor() {
    this.done = undefined;
    this.base = '';
    this.braces = undefined;
    this.keys = undefined;
    this.format = formatNothing;
    this.extra = undefined;
    this.extrasType = kObjectType;
  }
}

/** Arrays, sets, maps, typed arrays and collection iterators; false when the value is none of them. */
function describeIterable(ctx, value, constructor, tag, protoProps, shape) {
  const bare = protoProps === undefined;
  if (Array.isArray(value)) {
    const prefix = constructor !== 'Array' || tag !== '' ? getPrefix(constructor, tag, 'Array', `(${value.length})`) : '';
    shape.keys = getOwnNonIndexProperties(value, !ctx.showHidden);
    shape.braces = [`${prefix}[`, ']'];
    if (value.length === 0 && shape.keys.length === 0 && bare) shape.done = `${prefix}[]`;
    shape.extrasType = kArrayExtrasType;
    shape.format = formatArray;
  } else if (types.isSet(value)) {
    const size = sizeOf(Set.prototype, value);
    const prefix = getPrefix(constructor, tag, 'Set', `(${size})`);
    shape.keys = keysOf(value, ctx.showHidden);
    shape.format = formatSet;
    if (size === 0 && shape.keys.length === 0 && bare) shape.done = `${prefix}{}`;
    shape.braces = [`${prefix}{`, '}'];
  } else if (types.isMap(value)) {
    const size = sizeOf(Map.prototype, value);
    const prefix = getPrefix(constructor, tag, 'Map', `(${size})`);
    shape.keys = keysOf(value, ctx.showHidden);
    shape.format = formatMap;
    if (size === 0 && shape.keys.length === 0 && bare) shape.done = `${prefix}{}`;
    shape.braces = [`${prefix}{`, '}'];
  } else if (types.isTypedArray(value)) {
    shape.keys = getOwnNonIndexProperties(value, !ctx.showHidden);
    let array = value;
    let fallback = '';
    if (constructor === null) {
      const prototype = Object.getPrototypeOf(Uint8Array.prototype);
      fallback = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag).get.call(value);
      // Without its prototype the array has no length or buffer to read.
      array = new globalThis[fallback](value);
    }
    const prefix = getPrefix(constructor, tag, fallback, `(${array.length})`);
    shape.braces = [`${prefix}[`, ']'];
    if (array.length === 0 && shape.keys.length === 0 && !ctx.showHidden) shape.done = `${prefix}[]`;
    shape.format = formatTypedArray;
    shape.extra = array;
    shape.extrasType = kArrayExtrasType;
  } else if (types.isMapIterator(value)) {
    shape.keys = keysOf(value, ctx.showHidden);
    shape.braces = iteratorBraces('Map', tag);
    shape.format = formatIterator;
    shape.extra = shape.braces;
  } else if (types.isSetIterator(value)) {
    shape.keys = keysOf(value, ctx.showHidden);
    shape.braces = iteratorBraces('Set', tag);
    shape.format = formatIterator;
    shape.extra = shape.braces;
  } else {
    return false;
  }
  return true;
}

function describeObject(ctx, value, recurseTimes, typedArray, constructor, tag, protoProps, shape) {
  const keys = shape.keys = keysOf(value, ctx.showHidden);
  const braces = shape.braces = ['{', '}'];
  const empty = keys.length === 0 && protoProps === undefined;
  if (constructor === 'Object') {
    if (types.isArgumentsObject(value)) braces[0] = `${getPrefix(constructor, tag, 'Arguments').replace(/^Object /, '[Arguments] ')}{`;
    else if (tag !== '') braces[0] = `${getPrefix(constructor, tag, 'Object')}{`;
    if (types.isArgumentsObject(value)) {
      braces[0] = '[Arguments] {';
    }
    if (empty) shape.done = `${braces[0]}}`;
  } else if (typeof value === 'function') {
    shape.base = functionBase(value, constructor, tag);
    if (empty) shape.done = ctx.stylize(shape.base, 'special');
  } else if (types.isRegExp(value)) {
    let base = RegExp.prototype.toString.call(constructor !== null ? value : new RegExp(value));
    const prefix = getPrefix(constructor, tag, 'RegExp');
    if (prefix !== 'RegExp ') base = `${prefix}${base}`;
    shape.base = base;
    if (empty || (recurseTimes > ctx.depth && ctx.depth !== null)) shape.done = ctx.stylize(base, 'regexp');
  } else if (types.isDate(value)) {
    let base = Number.isNaN(Date.prototype.getTime.call(value)) ? Date.prototype.toString.call(value) : Date.prototype.toISOString.call(value);
    const prefix = getPrefix(constructor, tag, 'Date');
    if (prefix !== 'Date ') base = `${prefix}${base}`;
    shape.base = base;
    if (empty) shape.done = ctx.stylize(base, 'date');
  } else if (isError(value)) {
    shape.base = require('internal/util/inspect_error').formatError(value, constructor, tag, ctx, keys, getPrefix);
    if (keys.length === 0 && protoProps === undefined) shape.done = shape.base;
  } else if (types.isAnyArrayBuffer(value)) {
    const prefix = getPrefix(constructor, tag, types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer');
    if (typedArray === undefined || typedArray === false) {
      shape.format = formatArrayBuffer;
    } else if (empty) {
      shape.done = `${prefix}{ byteLength: ${text.formatNumber(ctx.stylize, value.byteLength, false)} }`;
    }
    braces[0] = `${prefix}{`;
    keys.unshift('byteLength');
  } else if (types.isDataView(value)) {
    braces[0] = `${getPrefix(constructor, tag, 'DataView')}{`;
    keys.unshift('byteLength', 'byteOffset', 'buffer');
  } else if (types.isPromise(value)) {
    braces[0] = `${getPrefix(constructor, tag, 'Promise')}{`;
    shape.format = formatPromise;
  } else if (types.isWeakSet(value)) {
    braces[0] = `${getPrefix(constructor, tag, 'WeakSet')}{`;
    shape.format = ctx.showHidden ? formatWeakSet : formatUnknownItems;
  } else if (types.isWeakMap(value)) {
    braces[0] = `${getPrefix(constructor, tag, 'WeakMap')}{`;
    shape.format = ctx.showHidden ? formatWeakMap : formatUnknownItems;
  } else if (types.isModuleNamespaceObject(value)) {
    braces[0] = `${getPrefix(constructor, tag, 'Module')}{`;
    shape.format = formatNamespace;
    shape.extra = keys;
  } else if (types.isBoxedPrimitive(value)) {
    shape.base = boxedBase(value, ctx, keys, constructor, tag);
    if (keys.length === 0 && protoProps === undefined) shape.done = shape.base;
  } else {
    if (empty) {
      if (types.isExternal(value)) {
        shape.done = ctx.stylize(`[External: ${internalBinding('util').getExternalValue(value).toString(16)}]`, 'special');
      } else {
        shape.done = `${getPrefix(constructor, tag, 'Object')}{}`;
      }
    }
    braces[0] = `${getPrefix(constructor, tag, 'Object')}{`;
  }
}

function isError(value) {
  return types.isNativeError(value) || value instanceof Error;
}

function formatRaw(ctx, value, recurseTimes, typedArray) {
  let protoProps;
  if (ctx.showHidden && (recurseTimes <= ctx.depth || ctx.depth === null)) protoProps = [];
  const constructor = constructorNameOf(value, ctx, recurseTimes, protoProps);
  if (protoProps !== undefined && protoProps.length === 0) protoProps = undefined;
  let tag = value[Symbol.toStringTag];
  // An own tag is among the keys already.
  if (typeof tag !== 'string' || (tag !== '' &&
      (ctx.showHidden ? hasOwn(value, Symbol.toStringTag) : Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag)))) {
    tag = '';
  }
  const shape = new Shape();
  if (!((value[Symbol.iterator] || constructor === null) && describeIterable(ctx, value, constructor, tag, protoProps, shape))) {
    describeObject(ctx, value, recurseTimes, typedArray, constructor, tag, protoProps, shape);
  }
  if (shape.done !== undefined) return shape.done;
  if (recurseTimes > ctx.depth && ctx.depth !== null) {
    const name = getPrefix(constructor, tag, Array.isArray(value) ? 'Array' : 'Object').slice(0, -1);
    return ctx.stylize(constructor !== null ? `[${name}]` : name, 'special');
  }
  recurseTimes += 1;
  ctx.seen.push(value);
  ctx.currentDepth = recurseTimes;
  let output;
  const { keys } = shape;
  try {
    output = shape.format(ctx, value, recurseTimes, shape.extra);
    for (let i = 0; i < keys.length; i++) output.push(formatProperty(ctx, value, recurseTimes, keys[i], shape.extrasType));
    if (protoProps !== undefined) output.push(...protoProps);
  } catch (error) {
    if (!require('internal/errors').isStackOverflowError(error)) throw error;
    ctx.seen.pop();
    ctx.indentationLvl = 0;
    const name = getPrefix(constructor, tag, 'Object').slice(0, -1);
    return ctx.stylize(`[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
  }
  let { base } = shape;
  if (ctx.circular !== undefined) {
    const index = ctx.circular.get(value);
    if (index !== undefined) {
      const reference = ctx.stylize(`<ref *${index}>`, 'special');
      if (ctx.compact !== true) base = base === '' ? reference : `${reference} ${base}`;
      else shape.braces[0] = `${reference} ${shape.braces[0]}`;
    }
  }
  ctx.seen.pop();
  if (ctx.sorted) {
    const comparator = ctx.sorted === true ? undefined : ctx.sorted;
    if (shape.extrasType === kObjectType) {
      output.sort(comparator);
    } else if (keys.length > 1) {
      const from = output.length - keys.length;
      output.splice(from, keys.length, ...output.slice(from).sort(comparator));
    }
  }
  const result = reduceToSingleString(ctx, output, base, shape.braces, shape.extrasType, recurseTimes, value);
  // Past a total length that could exhaust memory, everything deeper is abbreviated.
  ctx.budget ??= {};
  const length = (ctx.budget[ctx.indentationLvl] || 0) + result.length;
  ctx.budget[ctx.indentationLvl] = length;
  if (length > 2 ** 27) ctx.depth = -1;
  return result;
}

const formatting = require('internal/util/format');

module.exports = {
  defaultOptions,
  format: formatting.format,
  formatWithOptions: formatting.formatWithOptions,
  getStringWidth: text.getStringWidth,
  inspect,
  isBuiltIn,
  isError,
  quote,
  removeColors: text.removeColors,
  stylizeWithColor,
};
