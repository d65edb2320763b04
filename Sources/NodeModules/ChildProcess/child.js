'use strict';
// internal/child_process: the ChildProcess class and the `stdio` option.
// https://nodejs.org/docs/latest-v20.x/api/child_process.html#class-childprocess

const EventEmitter = require('events');
const { codes, errnoException } = require('internal/errors');
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators');
const { SymbolDispose } = require('internal/util');
const binding = internalBinding('process_wrap');
const { signals } = binding;

/** Stream of the parent that a child uses as well: its data is not the parent's to read. */
const kIsUsedAsStdio = Symbol('kIsUsedAsStdio');

/** Errors of a start that are told by an 'error' event; all others are thrown. */
const startErrors = new Set(['EACCES', 'EAGAIN', 'EMFILE', 'ENFILE', 'ENOENT']);

let signalNames;
/** `SIGTERM` for 15. */
function signalName(number) {
  if (signalNames === undefined) {
    signalNames = [];
    for (const name of Object.keys(signals)) signalNames[signals[name]] ??= name;
  }
  return signalNames[number] ?? null;
}

/** 15 for `SIGTERM`, `sigterm` and 15. */
function signalNumber(signal) {
  if (typeof signal === 'number') {
    for (const name of Object.keys(signals)) if (signals[name] === signal) return signal;
    throw new codes.ERR_UNKNOWN_SIGNAL(signal);
  }
  if (typeof signal === 'string') {
    const number = signals[signal.toUpperCase()];
    if (number) return number;
  }
  throw new codes.ERR_UNKNOWN_SIGNAL(signal);
}

// MARK: stdio

/** Whether a value is a stream or handle with a descriptor. */
function streamDescriptor(value) {
  if (typeof value?._handle?.fd === 'number') return value._handle.fd;
  if (typeof value?.handle?.fd === 'number') return value.handle.fd;
  if (typeof value?.fd === 'number') return value.fd;
  return undefined;
}

function inheritedStdio(name) {
  return name === 'ignore' || name === 'pipe' || name === 'overlapped' || name === 'inherit';
}

/** `'pipe'`, `'ignore'` and so on as an array for the first three descriptors, with an optional channel. */
function stdioStringToArray(stdio, channel) {
  const list = stdio === 'inherit' ? [0, 1, 2] : [stdio, stdio, stdio];
  if (!inheritedStdio(stdio)) throw new codes.ERR_INVALID_ARG_VALUE('stdio', stdio);
  if (channel) list.push(channel);
  return list;
}

/**
 * Checks the `stdio` option.
 * @param {boolean} sync for spawnSync, which has no streams and no channel
 * @returns {{stdio: object[], ipc: number}} one entry a descriptor: its `type` (ignore, pipe, fd, wrap, ipc) and details
 */
function getValidStdio(stdio, sync) {
  if (typeof stdio === 'string') {
    stdio = stdioStringToArray(stdio);
  } else if (!Array.isArray(stdio)) {
    throw new codes.ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  const entries = [];
  let ipc = -1;
  // At least three, also when a short array is given.
  const count = Math.max(stdio.length, 3);
  for (let i = 0; i < count; i++) {
    let value = stdio[i];
    value ??= i < 3 ? 'pipe' : 'ignore';
    if (value === 'ignore') {
      entries.push({ type: 'ignore' });
    } else if (value === 'pipe' || value === 'overlapped' || (typeof value === 'number' && value < 0)) {
      entries.push({ type: 'pipe', readable: i === 0, writable: i !== 0 });
    } else if (value === 'ipc') {
      if (sync) throw new codes.ERR_IPC_SYNC_FORK();
      if (ipc >= 0) throw new codes.ERR_IPC_ONE_PIPE();
      ipc = i;
      entries.push({ type: 'ipc' });
    } else if (value === 'inherit') {
      entries.push({ type: 'fd', fd: i });
    } else if (typeof value === 'number') {
      entries.push({ type: 'fd', fd: value });
    } else if (typeof value === 'object' && streamDescriptor(value) >= 0) {
      entries.push({ type: typeof value.fd === 'number' ? 'fd' : 'wrap', fd: streamDescriptor(value), stream: value });
    } else if (ArrayBuffer.isView(value) || typeof value === 'string') {
      if (!sync) throw new codes.ERR_INVALID_SYNC_FORK_INPUT(require('internal/util/inspect').inspect(value));
      entries.push({ type: 'pipe', readable: i === 0, writable: i !== 0 });
    } else {
      throw new codes.ERR_INVALID_ARG_VALUE('stdio', value);
    }
  }
  return { stdio: entries, ipc };
}

/** Makes the two ends of every pipe: ours becomes a socket, the child's is in the list of descriptors. */
function openPipes(entries) {
  const childs = [];
  const close = [];
  for (const entry of entries) {
    if (entry.type === 'pipe' || entry.type === 'ipc') {
      const pair = binding.socketPair();
      if (typeof pair === 'number') {
        for (const fd of close) binding.closeDescriptor(fd);
        for (const { own } of entries) if (own !== undefined) binding.closeDescriptor(own);
        return { error: pair };
      }
      entry.own = pair[0];
      close.push(pair[1]);
      childs.push(pair[1]);
    } else {
      childs.push(entry.type === 'ignore' ? -1 : entry.fd);
    }
  }
  return { childs, close };
}

/** A stream of the parent that goes to the child is not read here any more. */
function giveAway(stream) {
  if (stream._handle) {
    stream._handle.readStop?.();
    stream._handle.reading = false;
  }
  stream.pause?.();
  if (stream._readableState) {
    stream.readableFlowing = false;
    stream._readableState.reading = false;
  }
  stream[kIsUsedAsStdio] = true;
}

// MARK: ChildProcess

function ChildProcess() {
  EventEmitter.call(this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = new binding.Process();
  this._handle.onexit = (code, signal) => didExit(this, code, signal > 0 ? signalName(signal) : '');
}
Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
Object.setPrototypeOf(ChildProcess, EventEmitter);

/** The child has ended, or (code below 0) did not start. */
function didExit(child, code, signal) {
  if (signal) child.signalCode = signal;
  else child.exitCode = code;
  if (child.stdin) child.stdin.destroy();
  if (child._handle) {
    child._handle.close();
    child._handle = null;
  }
  if (code < 0) {
    const error = errnoException(code, child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn');
    if (child.spawnfile) error.path = child.spawnfile;
    error.spawnargs = child.spawnargs.slice(1);
    child.emit('error', error);
    ended(child);
  } else if (child.connected) {
    // What the child still said, and the end of its channel: 'disconnect' comes first, so that a cluster has let its worker go
    // when 'exit' tells of it.
    child[require('internal/ipc/channel').kNative].readRest();
    process.nextTick(announceExit, child);
  } else {
    announceExit(child);
  }
}

function announceExit(child) {
  child.emit('exit', child.exitCode, child.signalCode);
  ended(child);
}

function ended(child) {
  // Output that nobody reads must not keep the streams from their end.
  process.nextTick(flushStdio, child);
  maybeClose(child);
}

function flushStdio(child) {
  const { stdio } = child;
  if (stdio == null) return;
  for (const stream of stdio) {
    if (!stream || !stream.readable || stream[kIsUsedAsStdio]) continue;
    stream.resume();
  }
}

/** 'close' follows when the process, its outputs and its channel have ended. */
function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

function checkSpawnOptions(options) {
  validateObject(options, 'options');
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  options.serialization ??= 'json';
  if (options.envPairs === undefined) options.envPairs = [];
  else validateArray(options.envPairs, 'options.envPairs');
  validateString(options.file, 'options.file');
  if (options.args === undefined) options.args = [];
  else validateArray(options.args, 'options.args');
}

/** subprocess.spawn(options): what child_process.spawn does once its arguments are normal. */
ChildProcess.prototype.spawn = function spawn(options) {
  checkSpawnOptions(options);
  const { stdio: entries, ipc } = getValidStdio(options.stdio || 'pipe', false);
  options.stdio = entries;
  let { envPairs } = options;
  if (ipc >= 0) {
    envPairs = envPairs.filter((pair) => !isChannelVariable(pair));
    envPairs.push(`NODE_CHANNEL_FD=${ipc}`, `NODE_CHANNEL_SERIALIZATION_MODE=${options.serialization}`, `SWJS_CHANNEL=${process.pid}`);
  }
  this.spawnfile = options.file;
  this.spawnargs = options.args;

  const pipes = openPipes(entries);
  let errno = pipes.error ?? 0;
  if (errno === 0) {
    errno = this._handle.spawn(
      options.file, options.args, envPairs, options.cwd, options.detached === true, options.uid, options.gid, pipes.childs);
    for (const fd of pipes.close) binding.closeDescriptor(fd);
  }
  if (errno < 0) return startFailed(this, entries, errno, pipes.error === undefined);

  process.nextTick(emitSpawn, this);
  this.pid = this._handle.pid;
  openStreams(this, entries);
  if (ipc >= 0) {
    const { Channel } = internalBinding('ipc');
    const native = new Channel(entries[ipc].own, options.serialization);
    require('internal/ipc/channel').setupChannel(this, native, () => maybeClose(this));
  }
  return errno;
};

function isChannelVariable(pair) {
  return pair.startsWith('NODE_CHANNEL_FD=') || pair.startsWith('NODE_CHANNEL_SERIALIZATION_MODE=') || pair.startsWith('SWJS_CHANNEL=');
}

function emitSpawn(child) { child.emit('spawn'); }

function startFailed(child, entries, errno, hasPipes) {
  const code = errnoException(errno, 'spawn').code;
  for (const entry of entries) {
    if (hasPipes && entry.type === 'ipc') binding.closeDescriptor(entry.own);
  }
  if (!startErrors.has(code)) {
    for (const entry of entries) if (hasPipes && entry.type === 'pipe') binding.closeDescriptor(entry.own);
    child._handle.close();
    child._handle = null;
    throw errnoException(errno, 'spawn');
  }
  // The caller attaches its listeners first.
  process.nextTick(() => { if (child._handle) didExit(child, errno, ''); });
  if (code === 'EMFILE' || code === 'ENFILE') {
    for (const entry of entries) if (hasPipes && entry.type === 'pipe') binding.closeDescriptor(entry.own);
    return errno;
  }
  openStreams(child, entries);
  return errno;
}

function openStreams(child, entries) {
  const isRunning = child.pid !== undefined;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (entry.type === 'ipc') {
      if (isRunning) child._closesNeeded++;
    } else if (entry.type === 'wrap') {
      giveAway(entry.stream);
    } else if (entry.type === 'pipe') {
      // After a failed start nobody is at the other end, and the streams end without data.
      const { Socket } = require('net');
      entry.socket = new Socket({ fd: entry.own, readable: i > 0, writable: true });
      if (isRunning && i > 0) {
        child._closesNeeded++;
        entry.socket.on('close', () => maybeClose(child));
      }
    }
  }
  child.stdin = entries[0].socket ?? null;
  child.stdout = entries[1].socket ?? null;
  child.stderr = entries[2].socket ?? null;
  child.stdio = entries.map((entry) => entry.socket ?? null);
}

/** subprocess.kill([signal]) */
ChildProcess.prototype.kill = function kill(signal) {
  const number = signal === 0 ? 0 : signalNumber(signal === undefined ? 'SIGTERM' : signal);
  if (this._handle) {
    const errno = this._handle.kill(number);
    if (errno === 0) {
      this.killed = true;
      return true;
    }
    const error = errnoException(errno, 'kill');
    if (error.code === 'EINVAL' || error.code === 'ENOSYS') throw error;
    if (error.code !== 'ESRCH') this.emit('error', error);
  }
  return false;
};

/** subprocess[Symbol.dispose]() */
ChildProcess.prototype[SymbolDispose] = function dispose() {
  if (!this.killed) this.kill();
};

/** subprocess.ref() */
ChildProcess.prototype.ref = function ref() {
  if (this._handle) this._handle.ref();
};

/** subprocess.unref() */
ChildProcess.prototype.unref = function unref() {
  if (this._handle) this._handle.unref();
};

module.exports = { ChildProcess, getValidStdio, signalName, signalNumber, stdioStringToArray };
