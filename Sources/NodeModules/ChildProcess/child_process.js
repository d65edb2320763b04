'use strict';
// child_process: programs and scripts as children. https://nodejs.org/docs/latest-v20.x/api/child_process.html

const { AbortError, codes } = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateBoolean, validateFunction, validateObject, validateString,
} = require('internal/validators');
const { promisify } = require('internal/util');
const { ChildProcess, signalNumber, stdioStringToArray } = require('internal/child_process');

const maxBufferDefault = 1024 * 1024;

// MARK: Arguments

function checkNullBytes(value, name) {
  if (typeof value === 'string' && value.includes('\u0000')) {
    throw new codes.ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
  }
}

function checkNullBytesInArray(values, name) {
  for (let i = 0; i < values.length; i++) checkNullBytes(values[i], `${name}[${i}]`);
}

/** A path or file: URL as a string, or undefined. */
function pathOf(value, name) {
  if (value == null) return undefined;
  if (typeof value === 'object' && typeof value.href === 'string' && typeof value.protocol === 'string') {
    return require('url').fileURLToPath(value);
  }
  if (typeof value !== 'string') throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value);
  checkNullBytes(value, name);
  return value;
}

function checkTimeout(timeout) {
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 0)) {
    throw new codes.ERR_OUT_OF_RANGE('timeout', 'an unsigned integer', timeout);
  }
}

function checkMaxBuffer(maxBuffer) {
  if (maxBuffer != null && !(typeof maxBuffer === 'number' && maxBuffer >= 0)) {
    throw new codes.ERR_OUT_OF_RANGE('options.maxBuffer', 'a positive number', maxBuffer);
  }
}

function checkKillSignal(killSignal) {
  if (typeof killSignal === 'string' || typeof killSignal === 'number') {
    return signalNumber(killSignal);
  }
  if (killSignal != null) throw new codes.ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], killSignal);
  return killSignal;
}

function checkID(id, name) {
  if (id != null && id !== (id | 0)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'int32', id);
}

/** `NAME=value` strings, with each name once. */
function environmentPairs(environment) {
  const pairs = [];
  // Inherited properties count, as in Node.
  for (const key in environment) {
    const value = environment[key];
    if (value === undefined) continue;
    checkNullBytes(key, `options.env['${key}']`);
    checkNullBytes(`${value}`, `options.env['${key}']`);
    pairs.push(`${key}=${value}`);
  }
  return pairs;
}

/** Checks and completes the arguments of spawn and spawnSync. */
function normalizeSpawnArguments(file, args, options) {
  validateString(file, 'file');
  checkNullBytes(file, 'file');
  if (file.length === 0) throw new codes.ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args == null) {
    args = [];
  } else if (typeof args !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('args', 'object', args);
  } else {
    options = args;
    args = [];
  }
  checkNullBytesInArray(args, 'args');
  if (options === undefined) options = {};
  else validateObject(options, 'options');

  // An empty text stands for this process's folder.
  const cwd = pathOf(options.cwd, 'options.cwd') || undefined;
  if (options.detached != null) validateBoolean(options.detached, 'options.detached');
  checkID(options.uid, 'options.uid');
  checkID(options.gid, 'options.gid');
  if (options.shell != null && typeof options.shell !== 'boolean' && typeof options.shell !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], options.shell);
  }
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0');
    checkNullBytes(options.argv0, 'options.argv0');
  }
  if (options.windowsHide != null) validateBoolean(options.windowsHide, 'options.windowsHide');
  if (options.windowsVerbatimArguments != null) validateBoolean(options.windowsVerbatimArguments, 'options.windowsVerbatimArguments');
  if (options.shell) {
    checkNullBytes(options.shell, 'options.shell');
    const command = [file, ...args].join(' ');
    file = typeof options.shell === 'string' ? options.shell : '/bin/sh';
    args = ['-c', command];
  }
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  return {
    // The caller's object is never changed.
    __proto__: null, ...options, args, cwd, detached: Boolean(options.detached),
    envPairs: environmentPairs(options.env || process.env), file, windowsHide: Boolean(options.windowsHide),
  };
}

function checkLimits(options) {
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
}

// MARK: spawn

/** child_process.spawn(command[, args][, options]) */
function spawn(file, args, options) {
  options = normalizeSpawnArguments(file, args, options);
  checkTimeout(options.timeout);
  validateAbortSignal(options.signal, 'options.signal');
  const killSignal = checkKillSignal(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) {
    let timer = setTimeout(() => {
      timer = null;
      try { child.kill(killSignal); } catch (error) { child.emit('error', error); }
    }, options.timeout);
    child.once('exit', () => { if (timer) clearTimeout(timer); });
  }
  if (options.signal) killOnAbort(child, options.signal, killSignal);
  return child;
}

function killOnAbort(child, signal, killSignal) {
  const abort = () => {
    try {
      if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: signal.reason }));
    } catch (error) {
      child.emit('error', error);
    }
  };
  if (signal.aborted) {
    process.nextTick(abort);
    return;
  }
  signal.addEventListener('abort', abort, { once: true });
  child.once('exit', () => signal.removeEventListener('abort', abort));
}

// MARK: fork

/** child_process.fork(modulePath[, args][, options]) */
function fork(modulePath, args = [], options = undefined) {
  modulePath = pathOf(modulePath, 'modulePath');
  if (modulePath === undefined) throw new codes.ERR_INVALID_ARG_TYPE('modulePath', ['string', 'Buffer', 'URL'], modulePath);
  if (args == null) {
    args = [];
  } else if (typeof args === 'object' && !Array.isArray(args)) {
    options = args;
    args = [];
  } else {
    validateArray(args, 'args');
  }
  if (options != null) validateObject(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath = options.execPath || process.execPath;
  checkNullBytes(options.execPath, 'options.execPath');
  let execArgv = options.execArgv || process.execArgv;
  checkNullBytesInArray(execArgv, 'options.execArgv');
  if (execArgv === process.execArgv && process._eval != null) {
    // The text of -e is for this process only.
    const at = execArgv.lastIndexOf(process._eval);
    if (at > 0) {
      execArgv = execArgv.slice();
      execArgv.splice(at - 1, 2);
    }
  }
  checkNullBytesInArray(args, 'args');
  if (typeof options.stdio === 'string') {
    options.stdio = stdioStringToArray(options.stdio, 'ipc');
  } else if (!options.stdio) {
    options.stdio = stdioStringToArray(options.silent ? 'pipe' : 'inherit', 'ipc');
  } else if (!options.stdio.includes('ipc')) {
    throw new codes.ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  }
  return spawn(options.execPath, [...execArgv, modulePath, ...args], options);
}

// MARK: exec and execFile

function normalizeExecArguments(command, options, callback) {
  validateString(command, 'command');
  checkNullBytes(command, 'command');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { file: command, options, callback };
}

/** child_process.exec(command[, options][, callback]) */
function exec(command, options, callback) {
  const normal = normalizeExecArguments(command, options, callback);
  return module.exports.execFile(normal.file, normal.options, normal.callback);
}

function normalizeExecFileArguments(file, args, options, callback) {
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args != null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') {
    callback = options;
  } else if (options != null) {
    validateObject(options, 'options');
  }
  options = options == null || typeof options === 'function' ? {} : options;
  if (callback != null) validateFunction(callback, 'callback');
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0');
    checkNullBytes(options.argv0, 'options.argv0');
  }
  return { file, args, options, callback };
}

/** What a child writes to one output, up to a limit. */
class Collector {
  constructor(stream, encoding, limit, onOverflow) {
    this.chunks = [];
    this.length = 0;
    this.stream = stream;
    this.isText = Boolean(encoding);
    if (this.isText) stream.setEncoding(encoding);
    stream.on('data', (chunk) => {
      // The limit counts bytes, of text too; what is cut off there is counted in characters, as in Node. The program may have set
      // another encoding meanwhile.
      const size = typeof chunk === 'string' ? Buffer.byteLength(chunk, stream.readableEncoding ?? 'utf8') : chunk.byteLength;
      const room = limit - this.length;
      this.length += size;
      if (this.length > limit) {
        this.chunks.push(chunk.slice(0, room));
        onOverflow();
      } else {
        this.chunks.push(chunk);
      }
    });
  }

  take() {
    const all = this.isText || this.stream.readableEncoding ? this.chunks.join('') : Buffer.concat(this.chunks);
    this.chunks = null;
    return all;
  }
}

/** child_process.execFile(file[, args][, options][, callback]) */
function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = normalizeExecFileArguments(file, args, options, callback));
  options = {
    __proto__: null, encoding: 'utf8', timeout: 0, maxBuffer: maxBufferDefault, killSignal: 'SIGTERM', cwd: null, env: null,
    shell: false, ...options,
  };
  checkLimits(options);
  options.killSignal = checkKillSignal(options.killSignal);
  const child = spawn(file, args, {
    cwd: options.cwd, env: options.env, gid: options.gid, shell: options.shell, signal: options.signal, uid: options.uid,
    argv0: options.argv0, windowsHide: Boolean(options.windowsHide), windowsVerbatimArguments: Boolean(options.windowsVerbatimArguments),
  });
  const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null;
  let stdout = null;
  let stderr = null;
  let killed = false;
  let exited = false;
  let timer = null;
  let failure = null;
  let command = file;
  if (args?.length > 0) command += ` ${args.join(' ')}`;

  function finish(code, signal) {
    if (exited) return;
    exited = true;
    if (timer) {
      clearTimeout(timer);
      timer = null;
    }
    if (!callback) return;
    const out = stdout === null ? '' : stdout.take();
    const err = stderr === null ? '' : stderr.take();
    if (!failure && code === 0 && signal === null) {
      callback(null, out, err);
      return;
    }
    if (!failure) {
      let message = `Command failed: ${command}`;
      if (err) message += `\n${err}`;
      failure = Object.assign(new Error(message), {
        code: code < 0 ? require('internal/errors').errname(code) : code, killed: child.killed || killed, signal,
      });
    }
    failure.cmd = command;
    callback(failure, out, err);
  }

  function kill() {
    child.stdout?.destroy();
    child.stderr?.destroy();
    killed = true;
    try {
      child.kill(options.killSignal);
    } catch (error) {
      failure ??= error;
      finish();
    }
  }

  function collect(stream, name) {
    if (!stream) return null;
    return new Collector(stream, encoding, options.maxBuffer, () => {
      failure = new codes.ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name);
      kill();
    });
  }

  if (options.timeout > 0) {
    timer = setTimeout(() => {
      kill();
      timer = null;
    }, options.timeout);
  }
  stdout = collect(child.stdout, 'stdout');
  stderr = collect(child.stderr, 'stderr');
  child.addListener('close', finish);
  child.addListener('error', (error) => {
    failure = error;
    child.stdout?.destroy();
    child.stderr?.destroy();
    finish();
  });
  return child;
}

/** The promise of util.promisify(exec), with the child in `child`. */
function definePromisified(original) {
  Object.defineProperty(original, promisify.custom, {
    __proto__: null,
    enumerable: false,
    value: (...args) => {
      let resolve;
      let reject;
      const promise = new Promise((done, fail) => {
        resolve = done;
        reject = fail;
      });
      promise.child = original(...args, (error, stdout, stderr) => {
        if (error !== null) {
          error.stdout = stdout;
          error.stderr = stderr;
          reject(error);
        } else {
          resolve({ stdout, stderr });
        }
      });
      return promise;
    },
  });
}
definePromisified(exec);
definePromisified(execFile);

// MARK: Synchronous

/** child_process.spawnSync(command[, args][, options]) */
function spawnSync(file, args, options) {
  options = { maxBuffer: maxBufferDefault, ...normalizeSpawnArguments(file, args, options) };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = checkKillSignal(options.killSignal);
  return require('internal/child_process/sync').spawnSync(options);
}

/** What the child wrote to its stderr is shown, unless the caller said what shall become of it. */
function finishSync(result, options, args, command) {
  if (options.inheritStderr && result.stderr) process.stderr.write(result.stderr);
  const error = require('internal/child_process/sync').checkExecSyncError(result, args, command);
  if (error) throw error;
  return result.stdout;
}

/** child_process.execFileSync(file[, args][, options]) */
function execFileSync(file, args, options) {
  ({ file, args, options } = normalizeExecFileArguments(file, args, options));
  const result = spawnSync(file, args, options);
  const argv0 = options.argv0 ?? file;
  return finishSync(result, { inheritStderr: !options.stdio }, [argv0, ...args], undefined);
}

/** child_process.execSync(command[, options]) */
function execSync(command, options) {
  const normal = normalizeExecArguments(command, options, null);
  const result = spawnSync(normal.file, normal.options);
  return finishSync(result, { inheritStderr: !normal.options.stdio }, undefined, command);
}

/** Opens the channel whose descriptor this process was given. */
function _forkChild(fd, mode) {
  const { Channel } = internalBinding('ipc');
  require('internal/ipc/process_channel').connectToParent(new Channel(fd, mode), mode);
}

module.exports = { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };
