'use strict';
// internal/streams/operators: the iterator helpers of Readable.
// https://nodejs.org/docs/latest-v20.x/api/stream.html#readablemapfn-options

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');

const kEmpty = Symbol('kEmpty');
const kEof = Symbol('kEof');

function checkFunction(fn) {
  if (typeof fn !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('fn', ['Function', 'AsyncFunction'], fn);
}

function checkOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function map(fn, options) {
  checkFunction(fn);
  checkOptions(options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = Math.floor(options.concurrency);
  let mark = concurrency - 1;
  if (options?.highWaterMark != null) mark = Math.floor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(mark, 'options.highWaterMark', 0);
  mark += concurrency;
  return mapped(this, fn, options, concurrency, mark);
}

async function* mapped(stream, fn, options, concurrency, mark) {
  const signal = AbortSignal.any([options?.signal].filter(Boolean));
  const queue = [];
  const signalOptions = { signal };
  let next;
  let resume;
  let done = false;
  let running = 0;
  function onCatch() {
    done = true;
    afterItem();
  }
  function afterItem() {
    running -= 1;
    maybeResume();
  }
  function maybeResume() {
    if (resume && !done && running < concurrency && queue.length < mark) {
      resume();
      resume = null;
    }
  }
  async function pump() {
    try {
      for await (let value of stream) {
        if (done) return;
        if (signal.aborted) throw new AbortError();
        try {
          value = fn(value, signalOptions);
          if (value === kEmpty) continue;
          value = Promise.resolve(value);
        } catch (error) {
          value = Promise.reject(error);
        }
        running += 1;
        value.then(afterItem, onCatch);
        queue.push(value);
        if (next) {
          next();
          next = null;
        }
        if (!done && (queue.length >= mark || running >= concurrency)) {
          await new Promise((resolve) => {
            resume = resolve;
          });
        }
      }
      queue.push(kEof);
    } catch (error) {
      const value = Promise.reject(error);
      value.then(afterItem, onCatch);
      queue.push(value);
    } finally {
      done = true;
      if (next) {
        next();
        next = null;
      }
    }
  }
  pump();
  try {
    for (;;) {
      while (queue.length > 0) {
        const value = await queue[0];
        if (value === kEof) return;
        if (signal.aborted) throw new AbortError();
        if (value !== kEmpty) yield value;
        queue.shift();
        maybeResume();
      }
      await new Promise((resolve) => {
        next = resolve;
      });
    }
  } finally {
    done = true;
    if (resume) {
      resume();
      resume = null;
    }
  }
}

function filter(fn, options) {
  checkFunction(fn);
  async function keep(value, opts) {
    return (await fn(value, opts)) ? value : kEmpty;
  }
  return map.call(this, keep, options);
}

async function forEach(fn, options) {
  checkFunction(fn);
  async function visit(value, opts) {
    await fn(value, opts);
    return kEmpty;
  }
  // eslint-disable-next-line no-unused-vars
  for await (const unused of map.call(this, visit, options));
}

function flatMap(fn, options) {
  const values = map.call(this, fn, options);
  return (async function* flattened() {
    for await (const value of values) yield* value;
  }).call(this);
}

async function* asIndexedPairsOf(stream, options) {
  let index = 0;
  for await (const value of stream) {
    if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
    yield [index++, value];
  }
}

function asIndexedPairs(options) {
  checkOptions(options);
  return asIndexedPairsOf(this, options);
}

function toCount(number) {
  number = Number(number);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw new codes.ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function take(number, options) {
  checkOptions(options);
  number = toCount(number);
  return (async function* taken() {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const value of this) {
      if (options?.signal?.aborted) throw new AbortError();
      if (number-- > 0) yield value;
      if (number <= 0) return;
    }
  }).call(this);
}

function drop(number, options) {
  checkOptions(options);
  number = toCount(number);
  return (async function* dropped() {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const value of this) {
      if (options?.signal?.aborted) throw new AbortError();
      if (number-- <= 0) yield value;
    }
  }).call(this);
}

async function toArray(options) {
  checkOptions(options);
  const result = [];
  for await (const value of this) {
    if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
    result.push(value);
  }
  return result;
}

async function some(fn, options = undefined) {
  // eslint-disable-next-line no-unused-vars
  for await (const unused of filter.call(this, fn, options)) return true;
  return false;
}

async function every(fn, options = undefined) {
  checkFunction(fn);
  return !(await some.call(this, async (...args) => !(await fn(...args)), options));
}

async function find(fn, options) {
  for await (const value of filter.call(this, fn, options)) return value;
  return undefined;
}

async function reduce(reducer, initial, options) {
  if (typeof reducer !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('reducer', ['Function', 'AsyncFunction'], reducer);
  checkOptions(options);
  let hasInitial = arguments.length > 1;
  if (options?.signal?.aborted) {
    const error = new AbortError(undefined, { cause: options.signal.reason });
    this.once('error', () => {});
    await require('internal/streams/end-of-stream').finished(this.destroy(error));
    throw error;
  }
  const controller = new AbortController();
  const { signal } = controller;
  if (options?.signal) options.signal.addEventListener('abort', () => controller.abort(), { once: true });
  let any = false;
  try {
    for await (const value of this) {
      any = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (!hasInitial) {
        initial = value;
        hasInitial = true;
      } else {
        initial = await reducer(initial, value, { signal });
      }
    }
    if (!any && !hasInitial) {
      throw new codes.ERR_MISSING_ARGS('reduce');
    }
  } finally {
    controller.abort();
  }
  return initial;
}

function compose(stream, options) {
  checkOptions(options);
  const { isNodeStream, isWritable } = require('internal/streams/utils');
  if (isNodeStream(stream) && !isWritable(stream)) throw new codes.ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  const composed = require('internal/streams/compose').compose(this, stream);
  if (options?.signal) require('internal/streams/add-abort-signal').addAbortSignal(options.signal, composed);
  return composed;
}

module.exports = { asIndexedPairs, compose, drop, every, filter, find, flatMap, forEach, map, reduce, some, take, toArray };
