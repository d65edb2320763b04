'use strict';
// The vm module. https://nodejs.org/docs/latest-v20.x/api/vm.html
//
// NOTE: a context is a realm with a global object of its own; the properties of the contextified object are copied to it before
// a script runs and back afterwards, so that accessors of the sandbox are not seen in between.

const binding = internalBinding('vm');
const { codes } = require('internal/errors');
const { validateArray, validateObject, validateString } = require('internal/validators');

const contexts = new WeakMap();

function fileName(options) {
  if (typeof options === 'string') return options;
  if (options !== undefined) validateObject(options, 'options');
  const { filename = 'evalmachine.<anonymous>' } = options ?? {};
  validateString(filename, 'options.filename');
  return filename;
}

/** vm.isContext(object) */
function isContext(object) {
  validateObject(object, 'object');
  return contexts.has(object);
}

/** vm.createContext([contextObject[, options]]) */
function createContext(object = {}, options = {}) {
  if (isContext(object)) return object;
  validateObject(options, 'options');
  const [handle, global] = binding.makeContext();
  contexts.set(object, { handle, global, own: new Set(Reflect.ownKeys(global)) });
  return object;
}

function runIn(code, filename, object) {
  const context = contexts.get(object);
  if (context === undefined) throw new codes.ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', object);
  const { handle, global, own } = context;
  const before = new Set();
  for (const key of Reflect.ownKeys(object)) {
    before.add(key);
    Object.defineProperty(global, key, { __proto__: null, configurable: true, enumerable: true, writable: true, value: object[key] });
  }
  try {
    return binding.runInContext(code, filename, handle);
  } finally {
    for (const key of Reflect.ownKeys(global)) {
      if (own.has(key) && !before.has(key)) continue;
      if (!Object.hasOwn(object, key) || object[key] !== global[key]) object[key] = global[key];
    }
    for (const key of before) if (!Object.hasOwn(global, key)) delete object[key];
  }
}

/** new vm.Script(code[, options]) */
class Script {
  #code;
  #filename;

  constructor(code, options = {}) {
    this.#code = `${code}`;
    this.#filename = fileName(options);
    binding.checkSyntax(this.#code, this.#filename);
  }

  runInThisContext() {
    return binding.runInThisContext(this.#code, this.#filename);
  }

  runInContext(contextified) {
    return runIn(this.#code, this.#filename, contextified);
  }

  runInNewContext(object, options) {
    return this.runInContext(createContext(object, options));
  }

  createCachedData() {
    return Buffer.alloc(0);
  }
}

function runInThisContext(code, options) {
  return new Script(code, options).runInThisContext(options);
}
function runInContext(code, contextified, options) {
  return new Script(code, options).runInContext(contextified, options);
}
function runInNewContext(code, object, options) {
  return new Script(code, options).runInContext(createContext(object), options);
}

/** vm.compileFunction(code[, params[, options]]) */
function compileFunction(code, params = [], options = {}) {
  validateString(code, 'code');
  validateArray(params, 'params');
  return binding.compileFunction(code, params.join(','), options.filename ?? '');
}

module.exports = {
  Script, createContext, createScript: (code, options) => new Script(code, options), runInContext, runInNewContext, runInThisContext,
  isContext, compileFunction,
  measureMemory() { throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('vm.measureMemory()'); },
  constants: { __proto__: null, USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default') },
};
