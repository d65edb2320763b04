'use strict';
// mock.fn, mock.method, mock.timers: https://nodejs.org/docs/latest-v20.x/api/test.html#class-mocktracker
const { validateFunction, validateObject, validateNumber } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');

/** What a mocked function remembers; `f.mock`. */
class MockFunctionContext {
  #calls = [];
  #implementation;
  #once = new Map();
  #times;
  #restore;

  constructor(implementation, times, restore) {
    this.#implementation = implementation;
    this.#times = times;
    this.#restore = restore;
  }

  get calls() { return this.#calls.slice(); }
  callCount() { return this.#calls.length; }
  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }
  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call = onCall ?? next;
    validateNumber(call, 'onCall', next);
    this.#once.set(call, implementation);
  }
  restore() { this.#restore?.(this); }
  resetCalls() { this.#calls = []; }

  static next(context) {
    const call = context.#calls.length;
    const implementation = context.#once.get(call) ?? context.#implementation;
    context.#once.delete(call);
    if (call + 1 === context.#times) context.restore();
    return implementation;
  }
  static setImplementation(context, implementation) { context.#implementation = implementation; }
  static record(context, call) { context.#calls.push(call); }
}

class MockTracker {
  #mocks = [];
  #timers;

  get timers() { return this.#timers ??= new MockTimers(); }

  /** mock.fn([original[, implementation]][, options]) */
  fn(original = function() {}, implementation = original, options = {}) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = function() {};
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    return this.#make(original, implementation, options.times ?? Infinity,
      (context) => MockFunctionContext.setImplementation(context, original));
  }

  /** mock.method(object, methodName[, implementation][, options]) */
  method(object, name, implementation, options = {}) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    if (typeof object !== 'function') validateObject(object, 'object');
    const { getter = false, setter = false, times = Infinity } = options;
    if (getter && setter) throw new ERR_INVALID_ARG_VALUE('options.setter', setter, "cannot be used with 'options.getter'");
    let owner = object;
    let descriptor;
    while (owner !== null && !descriptor) {
      descriptor = Object.getOwnPropertyDescriptor(owner, name);
      if (!descriptor) owner = Object.getPrototypeOf(owner);
    }
    const kind = getter ? 'get' : setter ? 'set' : 'value';
    const original = descriptor?.[kind];
    if (typeof original !== 'function') throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    if (implementation !== undefined) validateFunction(implementation, 'implementation');
    const own = Object.getOwnPropertyDescriptor(object, name);
    const mock = this.#make(original, implementation ?? original, times, () => {
      if (own) Object.defineProperty(object, name, own);
      else delete object[name];
    });
    Object.defineProperty(object, name, { ...descriptor, configurable: true, [kind]: mock });
    return mock;
  }

  getter(object, name, implementation, options) {
    if (implementation !== null && typeof implementation === 'object') [implementation, options] = [undefined, implementation];
    return this.method(object, name, implementation, { ...options, getter: true });
  }
  setter(object, name, implementation, options) {
    if (implementation !== null && typeof implementation === 'object') [implementation, options] = [undefined, implementation];
    return this.method(object, name, implementation, { ...options, setter: true });
  }

  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#mocks = [];
  }
  restoreAll() { for (const context of this.#mocks) context.restore(); }

  #make(original, implementation, times, restore) {
    if (times !== Infinity) validateNumber(times, 'options.times', 1);
    const context = new MockFunctionContext(implementation, times, restore);
    this.#mocks.push(context);
    const run = (args, target, self, construct) => {
      const call = { arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: self };
      const next = MockFunctionContext.next(context);
      try {
        call.result = construct ? Reflect.construct(next, args, target) : Reflect.apply(next, self, args);
        if (construct) call.this = call.result;
        return call.result;
      } catch (error) {
        call.error = error;
        throw error;
      } finally {
        MockFunctionContext.record(context, call);
      }
    };
    return new Proxy(original, {
      apply: (_, self, args) => run(args, undefined, self, false),
      construct: (_, args, target) => run(args, target, undefined, true),
      get: (target, key, receiver) => key === 'mock' ? context : Reflect.get(target, key, receiver),
    });
  }
}

/** Timers with a clock that tests move. NOTE: in Node 20 Date.now() is the end of a tick() already while its timers run. */
class MockTimers {
  #now = 0;
  #queue = [];
  #next = 1;
  #restore = [];
  #isEnabled = false;

  enable(options = {}) {
    if (this.#isEnabled) throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    const known = ['setTimeout', 'setInterval', 'setImmediate', 'Date'];
    const apis = Array.isArray(options) ? options : options.apis ?? known;
    for (const name of apis) {
      if (!known.includes(name)) throw new ERR_INVALID_ARG_VALUE('options.apis', name, `option ${name} is not supported`);
    }
    this.#isEnabled = true;
    const { now = 0 } = options;
    this.#now = now instanceof Date ? now.getTime() : now;
    const replace = (object, name, value) => {
      const descriptor = Object.getOwnPropertyDescriptor(object, name);
      Object.defineProperty(object, name, { configurable: true, writable: true, enumerable: descriptor?.enumerable ?? false, value });
      this.#restore.push(() => (descriptor ? Object.defineProperty(object, name, descriptor) : delete object[name]));
    };
    const add = (kind) => (fn, delay, ...args) => {
      validateFunction(fn, 'callback');
      if (kind === 'setImmediate') {
        if (delay !== undefined) args.unshift(delay);
        delay = -1;
      } else {
        delay = Math.max(1, Number(delay) || 1);
      }
      const timer = { id: this.#next++, fn, args, due: this.#now + delay, every: kind === 'setInterval' ? delay : 0 };
      timer.ref = timer.unref = () => timer;
      timer.hasRef = () => true;
      timer[Symbol.toPrimitive] = () => timer.id;
      this.#queue.push(timer);
      return timer;
    };
    const clear = (timer) => {
      this.#queue = this.#queue.filter((each) => each !== timer && each.id !== Number(timer));
    };
    const timers = require('timers');
    for (const name of apis) {
      if (name === 'Date') {
        replace(globalThis, 'Date', this.#mockDate());
        continue;
      }
      const made = add(name);
      const clearName = name.replace('set', 'clear');
      for (const object of [globalThis, timers]) {
        replace(object, name, made);
        replace(object, clearName, clear);
      }
    }
  }

  #mockDate() {
    const Real = Date;
    const now = () => this.#now;
    function MockDate(...args) {
      if (!new.target) return new Real(now()).toString();
      return Reflect.construct(Real, args.length === 0 ? [now()] : args, new.target === MockDate ? Real : new.target);
    }
    Object.defineProperties(MockDate, Object.getOwnPropertyDescriptors(Real));
    Object.defineProperty(MockDate, 'now', { configurable: true, writable: true, value: now });
    Object.defineProperty(MockDate, 'isMock', { value: true });
    return MockDate;
  }

  #check() { if (!this.#isEnabled) throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function'); }

  tick(time = 1) {
    this.#check();
    validateNumber(time, 'time', 0);
    const end = this.#now + time;
    for (;;) {
      const timer = this.#first();
      if (!timer || timer.due > end) break;
      this.#fire(timer);
    }
    this.#now = end;
  }

  runAll() {
    this.#check();
    let last = this.#now;
    for (const timer of this.#queue) last = Math.max(last, timer.due);
    this.tick(last - this.#now);
  }

  setTime(time) {
    this.#check();
    validateNumber(time, 'time');
    this.#now = time;
  }

  #first() {
    let first;
    for (const timer of this.#queue) if (!first || timer.due < first.due || (timer.due === first.due && timer.id < first.id)) first = timer;
    return first;
  }

  #fire(timer) {
    this.#now = Math.max(this.#now, timer.due);
    if (timer.every) timer.due += timer.every;
    else this.#queue = this.#queue.filter((each) => each !== timer);
    Reflect.apply(timer.fn, undefined, timer.args);
  }

  reset() {
    for (const restore of this.#restore.reverse()) restore();
    this.#restore = [];
    this.#queue = [];
    this.#isEnabled = false;
  }

  [Symbol.dispose ?? Symbol('dispose')]() { this.reset(); }
}

module.exports = { MockTracker };
