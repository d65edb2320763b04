'use strict';
// internal/abort_controller: AbortController and AbortSignal.
// https://nodejs.org/docs/latest-v20.x/api/globals.html#class-abortcontroller, https://dom.spec.whatwg.org/#aborting-ongoing-activities

const { Event, EventTarget, defineEventHandler, kNewListener, kRemoveListener, kTrustEvent } = require('internal/event_target');
const { codes } = require('internal/errors');
const { customInspectSymbol, enumerableMethods } = require('internal/util');

const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
const kComposite = Symbol('kComposite');
const kSources = Symbol('kSources');
const kDependants = Symbol('kDependants');
const kTimer = Symbol('kTimer');
const kCreate = Symbol('kCreate');

// Composite and timeout signals with listeners must live until they abort, though nobody holds them.
const keptAlive = new Set();

function checkSignal(value) {
  if (typeof value?.[kAborted] === 'undefined') throw new codes.ERR_INVALID_THIS('AbortSignal');
}

function abortReason() {
  return new DOMException('This operation was aborted', 'AbortError');
}

function inspectWith(name, self, fields, depth, options) {
  if (depth < 0) return name;
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(fields, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

class AbortSignal extends EventTarget {
  constructor(token) {
    if (token !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kAborted] = false;
    this[kReason] = undefined;
    this[kComposite] = false;
    for (const key of [kAborted, kReason, kComposite]) {
      Object.defineProperty(this, key, { __proto__: null, value: this[key], writable: true, enumerable: false, configurable: true });
    }
  }

  /** abortSignal.aborted */
  get aborted() { checkSignal(this); return !!this[kAborted]; }
  /** abortSignal.reason */
  get reason() { checkSignal(this); return this[kReason]; }
  /** abortSignal.throwIfAborted() */
  throwIfAborted() {
    checkSignal(this);
    if (this[kAborted]) throw this[kReason];
  }

  [customInspectSymbol](depth, options) {
    return inspectWith('AbortSignal', this, { aborted: this.aborted }, depth, options);
  }

  /** AbortSignal.abort([reason]) */
  static abort(reason = abortReason()) {
    const signal = new AbortSignal(kCreate);
    signal[kAborted] = true;
    signal[kReason] = reason;
    return signal;
  }

  /** AbortSignal.timeout(delay) */
  static timeout(delay) {
    require('internal/validators').validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kCreate);
    hidden(signal, kTimer, true);
    // The timer holds the signal weakly: without listeners nobody could notice the abort.
    const weak = new WeakRef(signal);
    const timer = setTimeout(() => {
      const target = weak.deref();
      if (target === undefined) return;
      keptAlive.delete(target);
      abortSignal(target, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    timer.unref();
    return signal;
  }

  /** AbortSignal.any(signals) */
  static any(signals) {
    if (signals === null || typeof signals !== 'object' || typeof signals[Symbol.iterator] !== 'function') {
      throw new codes.ERR_INVALID_ARG_TYPE('signals', 'Array', signals);
    }
    const list = [...signals];
    for (let i = 0; i < list.length; i++) {
      if (list[i] === null || typeof list[i] !== 'object' || typeof list[i][kAborted] === 'undefined') {
        throw new codes.ERR_INVALID_ARG_TYPE(`signals[${i}]`, 'AbortSignal', list[i]);
      }
    }
    const result = new AbortSignal(kCreate);
    if (list.length === 0) return result;
    for (const signal of list) {
      if (signal.aborted) {
        result[kAborted] = true;
        result[kReason] = signal.reason;
        return result;
      }
    }
    result[kComposite] = true;
    hidden(result, kSources, new Set());
    for (const signal of list) {
      // A composite source is replaced by its own sources, so that there is one level only.
      for (const source of signal[kComposite] ? signal[kSources] : [signal]) link(source, result);
    }
    return result;
  }

  [kNewListener](size, type, ...rest) {
    super[kNewListener](size, type, ...rest);
    if ((this[kTimer] || this[kComposite]) && type === 'abort' && !this[kAborted] && size === 1) keptAlive.add(this);
  }
  [kRemoveListener](size, type) {
    super[kRemoveListener](size, type);
    if (type === 'abort' && size === 0) keptAlive.delete(this);
  }
}

function hidden(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

function link(source, composite) {
  composite[kSources].add(source);
  if (source[kDependants] === undefined) hidden(source, kDependants, []);
  source[kDependants].push(new WeakRef(composite));
}

Object.defineProperty(AbortSignal.prototype, Symbol.toStringTag, { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'AbortSignal' });
enumerableMethods(AbortSignal.prototype, ['aborted', 'reason', 'throwIfAborted']);
defineEventHandler(AbortSignal.prototype, 'abort');

/** https://dom.spec.whatwg.org/#abortsignal-signal-abort */
function abortSignal(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  const dependants = [];
  for (const weak of signal[kDependants] ?? []) {
    const dependant = weak.deref();
    if (dependant !== undefined && !dependant[kAborted]) {
      dependant[kAborted] = true;
      dependant[kReason] = reason;
      dependants.push(dependant);
    }
  }
  dispatch(signal);
  for (const dependant of dependants) dispatch(dependant);
}

function dispatch(signal) {
  keptAlive.delete(signal);
  signal.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
}

class AbortController {
  #signal;
  /** abortController.signal: made when it is first asked for. */
  get signal() {
    this.#signal ??= new AbortSignal(kCreate);
    return this.#signal;
  }
  /** abortController.abort([reason]) */
  abort(reason = abortReason()) {
    this.#signal ??= new AbortSignal(kCreate);
    abortSignal(this.#signal, reason);
  }
  [customInspectSymbol](depth, options) {
    return inspectWith('AbortController', this, { signal: this.signal }, depth, options);
  }
}
Object.defineProperty(AbortController.prototype, Symbol.toStringTag, { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'AbortController' });
enumerableMethods(AbortController.prototype, ['signal', 'abort']);

module.exports = { AbortController, AbortSignal };
