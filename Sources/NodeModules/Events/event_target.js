'use strict';
// internal/event_target: Event, EventTarget, CustomEvent and NodeEventTarget.
// https://nodejs.org/docs/latest-v20.x/api/events.html#eventtarget-and-event-api, https://dom.spec.whatwg.org/#events

const { codes } = require('internal/errors');
const { customInspectSymbol, enumerableMethods, kEmptyObject } = require('internal/util');
const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = require('events');

const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kEvents = Symbol('kEvents');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kHandlers = Symbol('kHandlers');
const kTrustEvent = Symbol('kTrustEvent');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
const kTarget = Symbol('kTarget');
const kStop = Symbol('kStop');
const kDispatching = Symbol('kDispatching');
const kPassive = Symbol('kPassive');

function now() {
  return performance.now();
}

function isEvent(value) {
  return typeof value?.[kTarget] !== 'undefined';
}

function trusted() {
  if (!isEvent(this)) throw new codes.ERR_INVALID_THIS('Event');
  return this[kTrustEvent] === true;
}

/** new Event(type[, eventInitDict]) */
class Event {
  #type;
  #cancelable = false;
  #bubbles = false;
  #composed = false;
  #defaultPrevented = false;
  #propagationStopped = false;
  #timestamp = now();

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (options != null) {
      if (typeof options !== 'object' && typeof options !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
      this.#bubbles = !!options.bubbles;
      this.#cancelable = !!options.cancelable;
      this.#composed = !!options.composed;
    }
    this.#type = `${type}`;
    hidden(this, kTarget, null);
    hidden(this, kStop, false);
    hidden(this, kDispatching, false);
    hidden(this, kPassive, false);
    if (options?.[kTrustEvent]) hidden(this, kTrustEvent, true);
    // NOTE: an own accessor, unforgeable, as in browsers.
    Object.defineProperty(this, 'isTrusted', { __proto__: null, get: trusted, enumerable: true, configurable: false });
  }
  initEvent(type, bubbles = false, cancelable = false) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (this[kDispatching]) return;
    this.#type = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }
  [customInspectSymbol](depth, options) {
    check(this);
    const name = this.constructor.name;
    if (depth < 0) return name;
    const { inspect } = require('internal/util/inspect');
    return `${name} ${inspect({
      type: this.#type,
      defaultPrevented: this.#defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timestamp,
    }, { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth })}`;
  }
  stopImmediatePropagation() { check(this); this.#propagationStopped = true; this[kStop] = true; }
  preventDefault() { check(this); if (!this[kPassive]) this.#defaultPrevented = true; }
  get target() { check(this); return this[kTarget]; }
  get currentTarget() { check(this); return this[kDispatching] ? this[kTarget] : null; }
  get srcElement() { check(this); return this[kTarget]; }
  get type() { check(this); return this.#type; }
  get cancelable() { check(this); return this.#cancelable; }
  get defaultPrevented() { check(this); return this.#cancelable && this.#defaultPrevented; }
  get timeStamp() { check(this); return this.#timestamp; }
  composedPath() { check(this); return this[kDispatching] ? [this[kTarget]] : []; }
  get returnValue() { check(this); return !this.#cancelable || !this.#defaultPrevented; }
  set returnValue(value) { check(this); if (!value) this.#defaultPrevented = true; }
  get bubbles() { check(this); return this.#bubbles; }
  get composed() { check(this); return this.#composed; }
  get eventPhase() { check(this); return this[kDispatching] ? Event.AT_TARGET : Event.NONE; }
  get cancelBubble() { check(this); return this.#propagationStopped; }
  set cancelBubble(value) { check(this); if (value) this.#propagationStopped = true; }
  stopPropagation() { check(this); this.#propagationStopped = true; }
}
for (const [value, name] of ['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].entries()) {
  Object.defineProperty(Event, name, { __proto__: null, value, enumerable: true });
}

function hidden(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

function check(event) {
  if (!isEvent(event)) throw new codes.ERR_INVALID_THIS('Event');
}

Object.defineProperty(Event.prototype, Symbol.toStringTag, { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'Event' });
enumerableMethods(Event.prototype, ['initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement',
  'type', 'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles', 'composed', 'eventPhase',
  'cancelBubble', 'stopPropagation']);

/** new CustomEvent(type[, options]) */
class CustomEvent extends Event {
  #detail;
  constructor(type, options = kEmptyObject) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }
  get detail() {
    if (!(#detail in this)) throw new codes.ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}
Object.defineProperty(CustomEvent.prototype, Symbol.toStringTag, { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'CustomEvent' });
enumerableMethods(CustomEvent.prototype, ['detail']);

/** One registration: the callback, maybe weakly held, and its flags. */
class Listener {
  constructor(callback, options) {
    this.callback = options.weak ? undefined : callback;
    this.weak = options.weak ? new WeakRef(callback) : undefined;
    this.once = options.once;
    this.capture = options.capture;
    this.passive = options.passive;
    this.isNodeStyleListener = options.isNodeStyleListener;
    this.resist = options.resist;
    this.removed = false;
  }
  get function() { return this.weak !== undefined ? this.weak.deref() : this.callback; }
  matches(callback, capture) { return this.function === callback && this.capture === capture; }
}

function initEventTarget(self) {
  self[kEvents] = new Map();
  self[kMaxEventTargetListeners] = require('events').defaultMaxListeners;
  self[kMaxEventTargetListenersWarned] = false;
  self[kHandlers] = new Map();
}

function isEventTarget(value) {
  return value?.constructor?.[kIsEventTarget];
}

function checkTarget(value) {
  if (!isEventTarget(value)) throw new codes.ERR_INVALID_THIS('EventTarget');
}

const kDefaultFlags = { __proto__: null, once: false, capture: false, passive: false, signal: undefined, isNodeStyleListener: false, weak: false, resist: false };

function flagsOf(options) {
  if (typeof options === 'boolean') return { ...kDefaultFlags, capture: options };
  if (options === null || options === undefined) return kDefaultFlags;
  if (typeof options !== 'object' && typeof options !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
  return {
    once: !!options.once,
    capture: !!options.capture,
    passive: !!options.passive,
    signal: options.signal,
    isNodeStyleListener: !!options[kIsNodeStyleListener],
    weak: !!options[kWeakHandler],
    resist: options[kResistStopPropagation] ?? false,
  };
}
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kWeakHandler = Symbol('kWeak');

function shouldAdd(listener) {
  if (typeof listener === 'function' || typeof listener?.handleEvent === 'function') return true;
  if (listener == null) return false;
  if (typeof listener === 'object') return true;
  throw new codes.ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

/** new EventTarget() */
class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  [kNewListener](size, type) {
    if (this[kMaxEventTargetListeners] > 0 && size > this[kMaxEventTargetListeners] && !this[kMaxEventTargetListenersWarned]) {
      this[kMaxEventTargetListenersWarned] = true;
      const { inspect } = require('internal/util/inspect');
      const warning = new Error(`Possible EventTarget memory leak detected. ${size} ${type} listeners added to ${inspect(this, { depth: -1 })}. ` +
        `MaxListeners is ${this[kMaxEventTargetListeners]}. Use events.setMaxListeners() to increase limit`);
      warning.name = 'MaxListenersExceededWarning';
      warning.target = this;
      warning.type = type;
      warning.count = size;
      process.emitWarning(warning);
    }
  }
  [kRemoveListener]() {}

  /** eventTarget.addEventListener(type, listener[, options]) */
  addEventListener(type, listener, options = kEmptyObject) {
    checkTarget(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    const flags = flagsOf(options);
    if (flags.signal !== undefined) require('internal/validators').validateAbortSignal(flags.signal, 'options.signal');
    if (!shouldAdd(listener)) {
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
      warning.name = 'AddEventListenerArgumentTypeWarning';
      warning.target = this;
      warning.type = type;
      process.emitWarning(warning);
      return;
    }
    type = `${type}`;
    if (flags.signal) {
      if (flags.signal.aborted) return;
      flags.signal.addEventListener('abort', () => this.removeEventListener(type, listener, options), {
        __proto__: null, once: true, [kResistStopPropagation]: true,
      });
    }
    let list = this[kEvents].get(type);
    if (list === undefined) {
      list = [];
      this[kEvents].set(type, list);
    } else {
      for (let i = 0; i < list.length; i++) if (list[i].matches(listener, flags.capture)) return;
    }
    list.push(new Listener(listener, flags));
    this[kNewListener](list.length, type, listener, flags.once, flags.capture, flags.passive, flags.weak);
  }

  /** eventTarget.removeEventListener(type, listener[, options]) */
  removeEventListener(type, listener, options = kEmptyObject) {
    checkTarget(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    if (!shouldAdd(listener)) return;
    type = `${type}`;
    const capture = !!(typeof options === 'boolean' ? options : options?.capture);
    const list = this[kEvents].get(type);
    if (list === undefined) return;
    for (let i = 0; i < list.length; i++) {
      if (!list[i].matches(listener, capture)) continue;
      list[i].removed = true;
      list.splice(i, 1);
      if (list.length === 0) this[kEvents].delete(type);
      this[kRemoveListener](list.length, type, listener, capture);
      return;
    }
  }

  /** eventTarget.dispatchEvent(event) */
  dispatchEvent(event) {
    checkTarget(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('event');
    if (!(event instanceof Event)) throw new codes.ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (event[kDispatching]) throw new codes.ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  /** Calls the listeners of the type: Node-style ones get `value`, the others the event. */
  [kHybridDispatch](value, type, event) {
    const list = this[kEvents].get(type);
    const makeEvent = () => {
      event = new NodeEvent(type, value);
      event[kTarget] = this;
      event[kDispatching] = true;
      return event;
    };
    if (event !== undefined) {
      event[kTarget] = this;
      event[kDispatching] = true;
    }
    if (list !== undefined) {
      const copy = list.slice();
      for (let i = 0; i < copy.length; i++) {
        const listener = copy[i];
        if (listener.removed || (event !== undefined && event[kStop] && !listener.resist)) continue;
        if (listener.once) {
          const at = list.indexOf(listener);
          if (at !== -1) list.splice(at, 1);
          listener.removed = true;
          if (list.length === 0 && this[kEvents].get(type) === list) this[kEvents].delete(type);
          this[kRemoveListener](list.length, type, listener.function, listener.capture);
        }
        this.#call(listener, value, event, makeEvent);
        if (event !== undefined) event[kDispatching] = true;
      }
    }
    if (event !== undefined) event[kDispatching] = false;
  }

  #call(listener, value, event, makeEvent) {
    const fn = listener.function;
    if (fn === undefined) return;
    let argument = value;
    if (!listener.isNodeStyleListener) argument = event ?? makeEvent();
    else if (event !== undefined) argument = value;
    if (listener.passive && event) event[kPassive] = true;
    try {
      const handler = typeof fn === 'function' ? fn : fn.handleEvent;
      const result = handler === undefined ? undefined : handler.call(typeof fn === 'function' ? this : fn, argument);
      if (result !== undefined && result !== null && typeof result === 'object' && typeof result.then === 'function') {
        result.then(undefined, reportError);
      }
    } catch (error) {
      reportError(error);
    }
    if (listener.passive && event) event[kPassive] = false;
  }

  [customInspectSymbol](depth, options) {
    checkTarget(this);
    const name = this.constructor.name;
    if (depth < 0) return name;
    const { inspect } = require('internal/util/inspect');
    return `${name} ${inspect({}, { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth })}`;
  }
}
Object.defineProperty(EventTarget.prototype, Symbol.toStringTag, { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'EventTarget' });
enumerableMethods(EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent']);

/** An exception in a listener does not stop the dispatch: it becomes uncaught afterwards. */
function reportError(error) {
  process.nextTick(() => {
    throw error;
  });
}

/** The event that Node-style emission makes for listeners that want one. */
class NodeEvent extends Event {
  constructor(type, value) {
    super(type);
    this.detail = value;
  }
}

/** An EventTarget with the commonest methods of EventEmitter. https://nodejs.org/docs/latest-v20.x/api/events.html#class-nodeeventtarget */
class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) { require('events').setMaxListeners(n, this); }
  getMaxListeners() { return this[kMaxEventTargetListeners]; }
  eventNames() { return Array.from(this[kEvents].keys()); }
  listenerCount(type) { return this[kEvents].get(String(type))?.length ?? 0; }
  off(type, listener, options) { this.removeEventListener(type, listener, options); return this; }
  removeListener(type, listener, options) { this.removeEventListener(type, listener, options); return this; }
  on(type, listener) {
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }
  addListener(type, listener) { return this.on(type, listener); }
  emit(type, value) {
    require('internal/validators').validateString(type, 'type');
    const had = this.listenerCount(type) > 0;
    this[kHybridDispatch](value, type);
    return had;
  }
  once(type, listener) {
    this.addEventListener(type, listener, { once: true, [kIsNodeStyleListener]: true });
    return this;
  }
  removeAllListeners(type) {
    if (type !== undefined) this[kEvents].delete(String(type));
    else this[kEvents].clear();
    return this;
  }
}
enumerableMethods(NodeEventTarget.prototype, ['setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off', 'removeListener',
  'on', 'addListener', 'once', 'emit', 'removeAllListeners']);

/** Defines `onX` as an accessor on a prototype: assigning a function makes it a listener. */
function defineEventHandler(prototype, name, event = name) {
  const property = `on${name}`;
  function get() {
    return this[kHandlers]?.get(event)?.handler ?? null;
  }
  function set(value) {
    this[kHandlers] ??= new Map();
    let entry = this[kHandlers].get(event);
    const usable = typeof value === 'function' || (typeof value === 'object' && value !== null);
    if (entry !== undefined) {
      entry.handler = usable ? value : null;
      if (!usable && entry.attached) {
        this.removeEventListener(event, entry.wrapper);
        entry.attached = false;
      } else if (usable && !entry.attached) {
        this.addEventListener(event, entry.wrapper);
        entry.attached = true;
      }
      return;
    }
    if (!usable) return;
    entry = { handler: value, attached: true, wrapper: undefined };
    entry.wrapper = function(...args) {
      if (typeof entry.handler === 'function') return Reflect.apply(entry.handler, this, args);
      return undefined;
    };
    this[kHandlers].set(event, entry);
    this.addEventListener(event, entry.wrapper);
  }
  Object.defineProperty(get, 'name', { __proto__: null, value: `get ${property}`, configurable: true });
  Object.defineProperty(set, 'name', { __proto__: null, value: `set ${property}`, configurable: true });
  Object.defineProperty(prototype, property, { __proto__: null, get, set, configurable: true, enumerable: true });
}

function listenersOf(target, type) {
  const list = target[kEvents]?.get(type);
  return list === undefined ? [] : list.map((l) => l.function).filter((f) => f !== undefined);
}

module.exports = {
  CustomEvent, Event, EventTarget, NodeEventTarget, defineEventHandler, initEventTarget, isEventTarget, kEvents, kHybridDispatch,
  kNewListener, kRemoveListener, kResistStopPropagation, kTrustEvent, kWeakHandler, listenersOf,
};
