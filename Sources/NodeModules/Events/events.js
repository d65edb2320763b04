'use strict';
// The events module: EventEmitter and its static helpers. https://nodejs.org/docs/latest-v20.x/api/events.html
// `_events` maps an event's name to one function, or to an array of them when there are several; that is what most npm
// code that looks inside expects, and it keeps the common single listener free of an array.

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const kRejection = Symbol.for('nodejs.rejection');

let defaultMaxListeners = 10;
let defaultCapture = false;

/** new EventEmitter([options]) https://nodejs.org/docs/latest-v20.x/api/events.html#class-eventemitter */
function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.defineProperty(EventEmitter.prototype, kCapture, { __proto__: null, value: false, writable: true, enumerable: false });

/** Gives `this` its own table of listeners; subclasses that skip the constructor call it themselves. */
EventEmitter.init = function(options) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options?.captureRejections) {
    require('internal/validators').validateBoolean(options.captureRejections, 'options.captureRejections');
    this[kCapture] = true;
  } else if (defaultCapture) {
    this[kCapture] = true;
  }
};

function checkListener(listener) {
  if (typeof listener !== 'function') {
    const { codes, hideFrames } = require('internal/errors');
    throw hideFrames(new codes.ERR_INVALID_ARG_TYPE('listener', 'Function', listener), checkListener);
  }
}

// Emission.

/** Deals with the value a listener answered while rejections are captured. */
function captureRejection(emitter, result, type, args) {
  let then;
  try {
    then = result.then;
    if (typeof then !== 'function') return;
    then.call(result, undefined, (error) => {
      process.nextTick(emitRejection, emitter, error, type, args);
    });
  } catch (error) {
    emitter.emit('error', error);
  }
}

function emitRejection(emitter, error, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, type, ...args);
    return;
  }
  // Capturing is off while 'error' is emitted: a rejecting error listener would otherwise loop.
  const previous = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = previous;
  }
}

function throwUnhandled(emitter, args) {
  let error;
  if (args.length > 0) error = args[0];
  if (error instanceof Error) {
    try {
      const capture = {};
      Error.captureStackTrace(capture, EventEmitter.prototype.emit);
      Object.defineProperty(error, require('internal/util').kEnhanceStackBeforeInspector, {
        __proto__: null, configurable: true, value: () => withEmissionStack(emitter, error, capture),
      });
    } catch {
      // A frozen error is thrown as it is.
    }
    throw error;
  }
  let text;
  try {
    text = require('internal/util/inspect').inspect(error);
  } catch {
    text = error;
  }
  const { codes } = require('internal/errors');
  const unhandled = new codes.ERR_UNHANDLED_ERROR(text);
  unhandled.context = error;
  throw unhandled;
}

/** The stack of an unhandled error followed by where it was emitted, as Node prints it before it dies. */
function withEmissionStack(emitter, error, capture) {
  let where = '';
  try {
    const name = emitter.constructor.name;
    if (name !== 'EventEmitter') where = ` on ${name} instance`;
  } catch {
    // A hostile constructor property only costs the name.
  }
  const frames = String(capture.stack).split('\n').slice(1);
  return `${error.stack}\nEmitted 'error' event${where} at:\n${frames.join('\n')}`;
}

function emitErrorEvent(emitter, events, args) {
  if (events !== undefined && events[kErrorMonitor] !== undefined) emitter.emit(kErrorMonitor, ...args);
  if (events === undefined || events.error === undefined) throwUnhandled(emitter, args);
}

function callMany(emitter, handlers, type, args) {
  const list = handlers.slice();
  const capture = emitter[kCapture];
  for (let i = 0; i < list.length; i++) {
    const result = Reflect.apply(list[i], emitter, args);
    if (capture && result !== undefined && result !== null) captureRejection(emitter, result, type, args);
  }
}

/** An emission of any kind: an error, a captured rejection, more arguments than `emit` has parameters. */
function emitList(emitter, type, args) {
  const events = emitter._events;
  if (type === 'error' && (events === undefined || events.error === undefined || events[kErrorMonitor] !== undefined)) {
    emitErrorEvent(emitter, events, args);
  }
  const handler = events?.[type];
  if (handler === undefined) return false;
  callMany(emitter, typeof handler === 'function' ? [handler] : handler, type, args);
  return true;
}

/** emitter.emit(eventName[, ...args]) https://nodejs.org/docs/latest-v20.x/api/events.html#emitteremiteventname-args */
EventEmitter.prototype.emit = function emit(type, a, b, c) {
  const argc = arguments.length;
  if (argc > 4 || type === 'error') {
    // Without the object `arguments`, which would cost every emission.
    const args = [];
    for (let i = 1; i < argc; i++) args.push(arguments[i]);
    return emitList(this, type, args);
  }
  const events = this._events;
  if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    let result;
    switch (argc) {
      case 1: result = handler.call(this); break;
      case 2: result = handler.call(this, a); break;
      case 3: result = handler.call(this, a, b); break;
      default: result = handler.call(this, a, b, c);
    }
    if (result !== undefined && result !== null && this[kCapture]) captureRejection(this, result, type, [a, b, c].slice(0, argc - 1));
    return true;
  }
  if (this[kCapture]) {
    callMany(this, handler, type, [a, b, c].slice(0, argc - 1));
    return true;
  }
  // A copy: listeners may add and remove listeners while they run.
  const list = handler.slice();
  const length = list.length;
  switch (argc) {
    case 1: for (let i = 0; i < length; i++) list[i].call(this); break;
    case 2: for (let i = 0; i < length; i++) list[i].call(this, a); break;
    case 3: for (let i = 0; i < length; i++) list[i].call(this, a, b); break;
    default: for (let i = 0; i < length; i++) list[i].call(this, a, b, c);
  }
  return true;
};

// Adding.

function limitOf(emitter) {
  return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

function warnAboutLeak(emitter, list, type) {
  list.warned = true;
  const { inspect } = require('internal/util/inspect');
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ` +
    `${inspect(emitter, { depth: -1 })}. MaxListeners is ${limitOf(emitter)}. Use emitter.setMaxListeners() to increase limit`);
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = emitter;
  warning.type = type;
  warning.count = list.length;
  process.emitWarning(warning);
}

function addListener(emitter, type, listener, prepend) {
  if (typeof listener !== 'function') checkListener(listener);
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    // Before the listener is added, so that a 'newListener' listener never sees its own addition.
    emitter.emit('newListener', type, listener.listener ?? listener);
    events = emitter._events;
  }
  const existing = events[type];
  if (existing === undefined) {
    events[type] = listener;
    ++emitter._eventsCount;
    return emitter;
  }
  let list;
  if (typeof existing === 'function') {
    list = events[type] = prepend ? [listener, existing] : [existing, listener];
  } else {
    list = existing;
    if (prepend) list.unshift(listener);
    else list.push(listener);
  }
  const limit = limitOf(emitter);
  if (limit > 0 && list.length > limit && !list.warned) warnAboutLeak(emitter, list, type);
  return emitter;
}

/** emitter.on(eventName, listener), emitter.addListener(eventName, listener) */
EventEmitter.prototype.addListener = function addListener_(type, listener) {
  return addListener(this, type, listener, false);
};
Object.defineProperty(EventEmitter.prototype.addListener, 'name', { value: 'addListener', configurable: true });
EventEmitter.prototype.on = EventEmitter.prototype.addListener;

/** emitter.prependListener(eventName, listener) */
EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  return addListener(this, type, listener, true);
};

function wrapOnce(emitter, type, listener) {
  let fired = false;
  const wrapped = function(...args) {
    if (fired) return undefined;
    fired = true;
    emitter.removeListener(type, wrapped);
    return listener.apply(emitter, args);
  };
  wrapped.listener = listener;
  return wrapped;
}

/** emitter.once(eventName, listener) */
EventEmitter.prototype.once = function once(type, listener) {
  if (typeof listener !== 'function') checkListener(listener);
  this.on(type, wrapOnce(this, type, listener));
  return this;
};

/** emitter.prependOnceListener(eventName, listener) */
EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  if (typeof listener !== 'function') checkListener(listener);
  this.prependListener(type, wrapOnce(this, type, listener));
  return this;
};

// Removing.

/** emitter.removeListener(eventName, listener), emitter.off(eventName, listener) */
EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  if (typeof listener !== 'function') checkListener(listener);
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    this._eventsCount -= 1;
    if (this._eventsCount === 0) {
      this._events = { __proto__: null };
    } else {
      delete events[type];
    }
    if (events.removeListener !== undefined) this.emit('removeListener', type, list.listener || listener);
    return this;
  }
  if (typeof list === 'function') return this;
  let at = list.length - 1;
  for (; at >= 0; at--) {
    if (list[at] === listener || list[at].listener === listener) break;
  }
  if (at < 0) return this;
  if (at === 0) list.shift();
  else list.splice(at, 1);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) this.emit('removeListener', type, listener.listener || listener);
  return this;
};
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

/** emitter.removeAllListeners([eventName]) */
EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      if (--this._eventsCount === 0) this._events = { __proto__: null };
      else delete events[type];
    }
    return this;
  }
  if (arguments.length === 0) {
    for (const key of Reflect.ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key);
    }
    this.removeAllListeners('removeListener');
    this._events = { __proto__: null };
    this._eventsCount = 0;
    return this;
  }
  const list = events[type];
  if (typeof list === 'function') {
    this.removeListener(type, list);
  } else if (list !== undefined) {
    for (let i = list.length - 1; i >= 0; i--) this.removeListener(type, list[i]);
  }
  return this;
};

// Looking.

function listenersOf(emitter, type, unwrap) {
  const list = emitter._events?.[type];
  if (list === undefined) return [];
  if (typeof list === 'function') return [unwrap ? list.listener || list : list];
  return unwrap ? list.map((l) => l.listener || l) : list.slice();
}

/** emitter.listeners(eventName) */
EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

/** emitter.rawListeners(eventName) */
EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

/** emitter.listenerCount(eventName[, listener]) */
function listenerCount(type, listener) {
  const list = this._events?.[type];
  if (list === undefined) return 0;
  if (typeof list === 'function') {
    return listener != null && listener !== list && listener !== list.listener ? 0 : 1;
  }
  if (listener == null) return list.length;
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] === listener || list[i].listener === listener) count++;
  }
  return count;
}
EventEmitter.prototype.listenerCount = listenerCount;

/** emitter.eventNames() */
EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

/** emitter.setMaxListeners(n) */
EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  require('internal/validators').validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

/** emitter.getMaxListeners() */
EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return limitOf(this);
};

module.exports = EventEmitter;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
EventEmitter.errorMonitor = kErrorMonitor;
EventEmitter.kMaxEventTargetListeners = kMaxEventTargetListeners;
EventEmitter.kMaxEventTargetListenersWarned = kMaxEventTargetListenersWarned;

// The static helpers are used by few programs, so that their file is loaded on the first call.
function helpers() { return require('internal/events/statics'); }

EventEmitter.once = async function once(emitter, name, options) { return helpers().once(emitter, name, options); };
EventEmitter.on = function on(emitter, event, options) { return helpers().on(emitter, event, options); };
EventEmitter.getEventListeners = function getEventListeners(target, type) { return helpers().getEventListeners(target, type); };
EventEmitter.getMaxListeners = function getMaxListeners(target) { return helpers().getMaxListeners(target); };
EventEmitter.addAbortListener = function addAbortListener(signal, listener) { return helpers().addAbortListener(signal, listener); };
EventEmitter.setMaxListeners = function setMaxListeners(n = defaultMaxListeners, ...targets) {
  require('internal/validators').validateNumber(n, 'setMaxListeners', 0);
  if (targets.length === 0) defaultMaxListeners = n;
  else helpers().setMaxListenersOf(n, targets);
};
EventEmitter.listenerCount = function(emitter, type) {
  if (typeof emitter.listenerCount === 'function') return emitter.listenerCount(type);
  return listenerCount.call(emitter, type);
};

Object.defineProperties(EventEmitter, {
  captureRejections: {
    __proto__: null,
    enumerable: true,
    get() { return defaultCapture; },
    set(value) {
      require('internal/validators').validateBoolean(value, 'EventEmitter.captureRejections');
      defaultCapture = value;
      // Emitters whose class never called the constructor go by the prototype.
      Object.defineProperty(EventEmitter.prototype, kCapture, { __proto__: null, value, writable: true, enumerable: false });
    },
  },
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get() { return defaultMaxListeners; },
    set(value) {
      require('internal/validators').validateNumber(value, 'defaultMaxListeners', 0);
      defaultMaxListeners = value;
    },
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() { return helpers().EventEmitterAsyncResource; },
  },
});
