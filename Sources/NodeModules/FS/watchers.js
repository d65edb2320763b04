'use strict';
// internal/fs/watchers: fs.watch and fs.watchFile.

const EventEmitter = require('events');
const binding = internalBinding('fs');
const { getOptions, getValidatedPath, encoded, statsOf } = require('internal/fs/utils');
const { uvException } = require('internal/errors');
const { validateAbortSignal, validateFunction } = require('internal/validators');

/** fs.FSWatcher */
class FSWatcher extends EventEmitter {
  #handle;

  constructor(path, options) {
    super();
    this.#handle = binding.watch(path, options.persistent !== false, !!options.recursive, (status, eventType, filename) => {
      if (status < 0) {
        const error = uvException({ errno: status, syscall: 'watch', path });
        error.filename = filename;
        this.close();
        this.emit('error', error);
      } else {
        this.emit('change', eventType, filename === null ? null : encoded(filename, options));
      }
    });
  }

  close() {
    if (this.#handle === undefined) return;
    this.#handle.close();
    this.#handle = undefined;
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    this.#handle?.ref();
    return this;
  }

  unref() {
    this.#handle?.unref();
    return this;
  }
}

/** fs.watch(filename[, options][, listener]) */
function watch(path, options, listener) {
  if (typeof options === 'function') [listener, options] = [options, undefined];
  options = getOptions(options);
  if (options.recursive !== undefined) require('internal/validators').validateBoolean(options.recursive, 'options.recursive');
  // Linux watches folders one by one.
  const byFolder = options.recursive && process.platform === 'linux';
  const Watcher = byFolder ? require('internal/fs/recursive-watch').RecursiveWatcher : FSWatcher;
  const watcher = new Watcher(getValidatedPath(path), options);
  if (listener) watcher.on('change', listener);
  if (options.signal) {
    validateAbortSignal(options.signal, 'options.signal');
    if (options.signal.aborted) process.nextTick(() => watcher.close());
    else options.signal.addEventListener('abort', () => watcher.close(), { once: true });
  }
  return watcher;
}

const watched = new Map();

/** fs.StatWatcher */
class StatWatcher extends EventEmitter {
  constructor(path, options) {
    super();
    this._handle = binding.watchFile(path, options.interval ?? 5007, (status, current, previous) => {
      this.emit('change', statsOf(current, options.bigint), statsOf(previous, options.bigint));
    });
    if (options.persistent === false) this._handle.unref();
  }

  stop() {
    if (this._handle === undefined) return;
    process.nextTick(() => this.emit('stop'));
    this._handle.close();
    this._handle = undefined;
  }

  ref() {
    this._handle?.ref();
    return this;
  }

  unref() {
    this._handle?.unref();
    return this;
  }
}

/** fs.watchFile(filename[, options], listener) */
function watchFile(path, options, listener) {
  path = require('path').resolve(getValidatedPath(path));
  if (typeof options !== 'object' || options === null) [listener, options] = [options, {}];
  validateFunction(listener, 'listener');
  let watcher = watched.get(path);
  if (watcher === undefined) watched.set(path, watcher = new StatWatcher(path, options));
  watcher.addListener('change', listener);
  return watcher;
}

/** fs.unwatchFile(filename[, listener]) */
function unwatchFile(path, listener) {
  path = require('path').resolve(getValidatedPath(path));
  const watcher = watched.get(path);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    watched.delete(path);
  }
}

module.exports = { FSWatcher, StatWatcher, unwatchFile, watch, watchFile };
