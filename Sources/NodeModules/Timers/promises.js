'use strict';
// timers/promises. https://nodejs.org/docs/latest-v20.x/api/timers.html#timers-promises-api

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators');

function checkOptions(options) {
  validateObject(options, 'options');
  validateAbortSignal(options.signal, 'options.signal');
  if (options.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

/** A promise that `start(resolve)` fulfils and the signal may reject; `stop` undoes what start answered. */
function cancellable(signal, start, stop) {
  if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
  return new Promise((resolve, reject) => {
    let onAbort;
    const handle = start((value) => {
      if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
      resolve(value);
    });
    if (signal) {
      onAbort = () => {
        stop(handle);
        reject(new AbortError(undefined, { cause: signal.reason }));
      };
      signal.addEventListener('abort', onAbort, { once: true });
    }
  });
}

/** timersPromises.setTimeout([delay[, value[, options]]]) */
function setTimeoutPromise(delay, value, options = {}) {
  try {
    if (delay !== undefined) validateNumber(delay, 'delay');
    checkOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  return cancellable(options.signal, (resolve) => {
    const timer = setTimeout(resolve, delay, value);
    if (options.ref === false) timer.unref();
    return timer;
  }, clearTimeout);
}

/** timersPromises.setImmediate([value[, options]]) */
function setImmediatePromise(value, options = {}) {
  try {
    checkOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  return cancellable(options.signal, (resolve) => {
    const immediate = setImmediate(resolve, value);
    if (options.ref === false) immediate.unref();
    return immediate;
  }, clearImmediate);
}

/** timersPromises.setInterval([delay[, value[, options]]]): an async iterator. */
async function* setIntervalAsyncIterator(delay, value, options = {}) {
  checkOptions(options);
  const { ref, signal } = options;
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  let pending = 0;
  let wake;
  const notify = () => {
    if (wake !== undefined) {
      wake();
      wake = undefined;
    }
  };
  const interval = setInterval(() => {
    pending++;
    notify();
  }, delay);
  if (ref === false) interval.unref();
  if (signal) signal.addEventListener('abort', notify, { once: true });
  try {
    for (;;) {
      if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
      if (pending === 0) {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
      for (; pending > 0; pending--) yield value;
    }
  } finally {
    clearInterval(interval);
    signal?.removeEventListener('abort', notify);
  }
}

const kScheduler = Symbol('kScheduler');
class Scheduler {
  constructor(token) {
    if (token !== kScheduler) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }
  yield() { return setImmediatePromise(); }
  wait(delay, options) { return setTimeoutPromise(delay, undefined, options); }
}

module.exports = {
  setTimeout: setTimeoutPromise,
  setImmediate: setImmediatePromise,
  setInterval: setIntervalAsyncIterator,
  scheduler: new Scheduler(kScheduler),
};
