'use strict';
// The async_hooks module: AsyncLocalStorage and AsyncResource. https://nodejs.org/docs/latest-v20.x/api/async_context.html
// The current context is an immutable Map from storage to value, or undefined; the runtime keeps it across promise jobs,
// ticks and timers through internalBinding('async_context').

const context = internalBinding('async_context');
const { codes } = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

let lastId = 1;
let currentId = 1;

/** Calls fn in a context that was captured before, and restores the present one. */
function runIn(captured, fn, thisArg, args) {
  const previous = context.get();
  context.set(captured);
  try {
    return Reflect.apply(fn, thisArg, args);
  } finally {
    context.set(previous);
  }
}

/** new AsyncLocalStorage() */
class AsyncLocalStorage {
  #enabled = false;

  /** AsyncLocalStorage.bind(fn) */
  static bind(fn) {
    validateFunction(fn, 'fn');
    const captured = context.get();
    return function(...args) { return runIn(captured, fn, this, args); };
  }
  /** AsyncLocalStorage.snapshot() */
  static snapshot() {
    const captured = context.get();
    return function(fn, ...args) { return runIn(captured, fn, this, args); };
  }
  /** asyncLocalStorage.run(store, callback[, ...args]) */
  run(store, callback, ...args) {
    this.#enabled = true;
    const next = new Map(context.get());
    next.set(this, store);
    return runIn(next, callback, null, args);
  }
  /** asyncLocalStorage.exit(callback[, ...args]) */
  exit(callback, ...args) {
    const next = new Map(context.get());
    next.delete(this);
    return runIn(next, callback, null, args);
  }
  /** asyncLocalStorage.enterWith(store) */
  enterWith(store) {
    this.#enabled = true;
    const next = new Map(context.get());
    next.set(this, store);
    context.set(next);
  }
  /** asyncLocalStorage.getStore() */
  getStore() {
    return this.#enabled ? context.get()?.get(this) : undefined;
  }
  /** asyncLocalStorage.disable() */
  disable() {
    this.#enabled = false;
    const next = new Map(context.get());
    next.delete(this);
    context.set(next);
  }
}

/** new AsyncResource(type[, options]) */
class AsyncResource {
  #id = ++lastId;
  #trigger = currentId;
  #context = context.get();

  constructor(type, options = {}) {
    validateString(type, 'type');
    let trigger = currentId;
    if (typeof options === 'number') trigger = options;
    else if (options?.triggerAsyncId !== undefined) trigger = options.triggerAsyncId;
    if (!Number.isSafeInteger(trigger) || trigger < -1) throw new codes.ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger);
    this.#trigger = trigger;
  }
  /** asyncResource.runInAsyncScope(fn[, thisArg, ...args]) */
  runInAsyncScope(fn, thisArg, ...args) {
    const previous = currentId;
    currentId = this.#id;
    try {
      return runIn(this.#context, fn, thisArg, args);
    } finally {
      currentId = previous;
    }
  }
  emitDestroy() { return this; }
  asyncId() { return this.#id; }
  triggerAsyncId() { return this.#trigger; }
  /** asyncResource.bind(fn[, thisArg]) */
  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    const bound = function(...args) {
      return resource.runInAsyncScope(fn, thisArg === undefined ? this : thisArg, ...args);
    };
    return Object.defineProperties(bound, { length: { __proto__: null, configurable: true, enumerable: false, value: fn.length, writable: false } });
  }
  /** AsyncResource.bind(fn[, type[, thisArg]]) */
  static bind(fn, type, thisArg) {
    return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

module.exports = {
  AsyncLocalStorage,
  AsyncResource,
  createHook() { throw new codes.ERR_NOT_SUPPORTED_IN_RUNTIME('async_hooks.createHook()'); },
  executionAsyncId: () => currentId,
  triggerAsyncId: () => 0,
  executionAsyncResource: () => ({}),
  asyncWrapProviders: Object.freeze({ __proto__: null }),
};
