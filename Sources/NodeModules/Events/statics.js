'use strict';
// internal/events/statics: events.once, events.on and the other static functions.
// https://nodejs.org/docs/latest-v20.x/api/events.html#nodeeventtarget-vs-eventtarget

const EventEmitter = require('events');
const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateInteger, validateObject } = require('internal/validators');

function isEventTarget(value) {
  return typeof value?.addEventListener === 'function';
}

function attach(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (isEventTarget(emitter)) {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function detach(emitter, name, listener) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else if (isEventTarget(emitter)) emitter.removeEventListener(name, listener);
  else throw new codes.ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
}

/** events.once(emitter, name[, options]): a promise of the array of the event's arguments. */
async function once(emitter, name, options = {}) {
  validateObject(options, 'options');
  const signal = options?.signal;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return new Promise((resolve, reject) => {
    const onError = (error) => {
      detach(emitter, name, onEvent);
      if (signal != null) detach(signal, 'abort', onAbort);
      reject(error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal != null) detach(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      detach(emitter, name, onEvent);
      detach(emitter, 'error', onError);
      reject(new AbortError(undefined, { cause: signal?.reason }));
    };
    attach(emitter, name, onEvent, { once: true });
    // An EventTarget's 'error' is an ordinary event.
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal != null) attach(signal, 'abort', onAbort, { once: true });
  });
}

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

/** events.on(emitter, name[, options]): an async iterator over the arrays of arguments. */
function on(emitter, event, options = {}) {
  validateObject(options, 'options');
  const signal = options.signal;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  const values = [];
  const waiting = [];
  let paused = false;
  let failure = null;
  let finished = false;
  const attached = [];

  const listen = (target, name, listener) => {
    attach(target, name, listener);
    attached.push(target, name, listener);
  };
  const close = () => {
    for (let i = 0; i < attached.length; i += 3) detach(attached[i], attached[i + 1], attached[i + 2]);
    attached.length = 0;
    finished = true;
    for (const pending of waiting.splice(0)) pending.resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  };
  const onEvent = (...args) => {
    if (waiting.length > 0) {
      waiting.shift().resolve({ value: args, done: false });
      return;
    }
    values.push(args);
    if (!paused && values.length > high && typeof emitter.pause === 'function') {
      paused = true;
      emitter.pause();
    }
  };
  const onError = (error) => {
    if (waiting.length > 0) waiting.shift().reject(error);
    else failure = error;
    close();
  };

  const iterator = Object.setPrototypeOf({
    next() {
      if (values.length > 0) {
        const value = values.shift();
        if (paused && values.length < low) {
          paused = false;
          emitter.resume();
        }
        return Promise.resolve({ value, done: false });
      }
      if (failure) {
        const rejection = Promise.reject(failure);
        failure = null;
        return rejection;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() { return close(); },
    throw(error) {
      if (!error || !(error instanceof Error)) {
        throw new codes.ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
      }
      onError(error);
    },
    [Symbol.asyncIterator]() { return this; },
    [Symbol.for('nodejs.watermarkData')]: {
      get size() { return values.length; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    },
  }, AsyncIteratorPrototype);

  listen(emitter, event, onEvent);
  if (event !== 'error' && typeof emitter.on === 'function') listen(emitter, 'error', onError);
  if (Array.isArray(options.close)) {
    for (const name of options.close) listen(emitter, name, close);
  }
  if (signal) {
    const abort = () => onError(new AbortError(undefined, { cause: signal.reason }));
    signal.addEventListener('abort', abort, { once: true });
    attached.push(signal, 'abort', abort);
  }
  return iterator;
}

/** events.getEventListeners(emitterOrTarget, eventName) */
function getEventListeners(target, type) {
  if (typeof target.listeners === 'function') return target.listeners(type);
  const { isEventTarget: check, listenersOf } = require('internal/event_target');
  if (check(target)) return listenersOf(target, type);
  throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], target);
}

/** events.getMaxListeners(emitterOrTarget) */
function getMaxListeners(target) {
  if (typeof target?.getMaxListeners === 'function') return target.getMaxListeners();
  if (target?.[EventEmitter.kMaxEventTargetListeners] !== undefined) return target[EventEmitter.kMaxEventTargetListeners];
  throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], target);
}

function setMaxListenersOf(n, targets) {
  for (const target of targets) {
    if (require('internal/event_target').isEventTarget(target)) {
      target[EventEmitter.kMaxEventTargetListeners] = n;
      target[EventEmitter.kMaxEventTargetListenersWarned] = false;
    } else if (typeof target?.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw new codes.ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
}

/** events.addAbortListener(signal, listener): a disposable that removes the listener. */
function addAbortListener(signal, listener) {
  if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  let remove;
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    // Runs even when an earlier listener stopped the propagation.
    const { kResistStopPropagation } = require('internal/event_target');
    signal.addEventListener('abort', listener, { __proto__: null, once: true, [kResistStopPropagation]: true });
    remove = () => signal.removeEventListener('abort', listener);
  }
  return { __proto__: null, [require('internal/util').SymbolDispose]() { remove?.(); } };
}

let AsyncResourceEmitter;

module.exports = {
  addAbortListener, getEventListeners, getMaxListeners, on, once, setMaxListenersOf,
  get EventEmitterAsyncResource() {
    if (AsyncResourceEmitter !== undefined) return AsyncResourceEmitter;
    const { AsyncResource } = require('async_hooks');
    AsyncResourceEmitter = class EventEmitterAsyncResource extends EventEmitter {
      #resource;
      constructor(options = undefined) {
        const name = typeof options === 'string' ? options : options?.name ?? new.target.name;
        super(typeof options === 'string' ? undefined : options);
        this.#resource = new AsyncResource(name, typeof options === 'string' ? undefined : options);
        this.#resource.eventEmitter = this;
      }
      emit(event, ...args) { return this.#resource.runInAsyncScope(super.emit, this, event, ...args); }
      emitDestroy() { this.#resource.emitDestroy(); }
      get asyncId() { return this.#resource.asyncId(); }
      get triggerAsyncId() { return this.#resource.triggerAsyncId(); }
      get asyncResource() { return this.#resource; }
    };
    return AsyncResourceEmitter;
  },
};
