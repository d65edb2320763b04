'use strict';
// The fs/promises module. https://nodejs.org/docs/latest-v20.x/api/fs.html#promises-api

const fs = require('fs');
const EventEmitter = require('events');
const binding = internalBinding('fs');
const { checkAborted, promised, readDescriptor, readWhole, writeBytes, writeWhole } = require('internal/fs/files');
const { bytesToWrite, constants, getOptions, getValidatedPath, statsOf, stringToFlags, validateBufferArray } = require('internal/fs/utils');
const { parseFileMode, validateBoolean } = require('internal/validators');

/** The promise form of a callback function of fs. */
function wrap(name) {
  const call = fs[name];
  return { async [name](...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(call, fs, [...args, (error, result) => {
        if (error) reject(withStack(error));
        else resolve(result);
      }]);
    });
  } }[name];
}

/** Errors of the thread pool have no frames of their own; where the promise was asked for is not known here. */
function withStack(error) {
  return error;
}


/** class FileHandle */
class FileHandle extends EventEmitter {
  #fd;
  #closing;

  constructor(fd) {
    super();
    this.#fd = fd;
  }

  get fd() {
    return this.#fd;
  }

  #open(syscall) {
    if (this.#fd === -1) {
      const error = new Error('file closed');
      error.code = 'EBADF';
      error.syscall = syscall;
      throw error;
    }
    return this.#fd;
  }

  async appendFile(data, options) {
    return this.writeFile(data, options);
  }

  async chmod(mode) {
    return promised(binding.fchmod, this.#open('fchmod'), parseFileMode(mode, 'mode'));
  }

  async chown(uid, gid) {
    return promised(binding.fchown, this.#open('fchown'), uid, gid);
  }

  async datasync() {
    return promised(binding.fdatasync, this.#open('fdatasync'));
  }

  async sync() {
    return promised(binding.fsync, this.#open('fsync'));
  }

  read(...args) {
    const fd = this.#open('read');
    // Here null stands for a missing length.
    if (ArrayBuffer.isView(args[0]) && args[2] === null) args[2] = undefined;
    else if (args[0]?.length === null) args[0] = { ...args[0], length: undefined };
    return new Promise((resolve, reject) => {
      fs.read(fd, ...args, (error, bytesRead, buffer) => (error ? reject(error) : resolve({ __proto__: null, bytesRead, buffer })));
    });
  }

  async readv(buffers, position) {
    const bytesRead = await promised(binding.readv, this.#open('read'), validateBufferArray(buffers), position ?? null);
    return { __proto__: null, bytesRead, buffers };
  }

  async readFile(options) {
    options = getOptions(options, { flag: 'r' });
    const data = await readDescriptor(this.#open('read'), options.signal);
    return options.encoding && options.encoding !== 'buffer' ? data.toString(options.encoding) : data;
  }

  readLines(options) {
    return require('readline').createInterface({ input: this.createReadStream({ close: false, ...options }), crlfDelay: Infinity });
  }

  async stat(options) {
    return statsOf(await promised(binding.fstat, this.#open('fstat')), options?.bigint);
  }

  async truncate(length = 0) {
    return promised(binding.ftruncate, this.#open('ftruncate'), Math.max(0, length));
  }

  async utimes(atime, mtime) {
    const fd = this.#open('futime');
    return new Promise((resolve, reject) => { fs.futimes(fd, atime, mtime, (error) => (error ? reject(error) : resolve())); });
  }

  write(buffer, ...args) {
    const fd = this.#open('write');
    return new Promise((resolve, reject) => {
      fs.write(fd, buffer, ...args, (error, bytesWritten) => (error ? reject(error) : resolve({ __proto__: null, bytesWritten, buffer })));
    });
  }

  async writev(buffers, position) {
    const bytesWritten = buffers.length === 0 ? 0 : await promised(binding.writev, this.#open('write'), validateBufferArray(buffers), position ?? null);
    return { __proto__: null, bytesWritten, buffers };
  }

  async writeFile(data, options) {
    options = getOptions(options, {});
    const fd = this.#open('write');
    checkAborted(options.signal);
    if (typeof data !== 'string' && !ArrayBuffer.isView(data) && data !== null && (data?.[Symbol.asyncIterator] || data?.[Symbol.iterator])) {
      for await (const chunk of data) await writeBytes(fd, bytesToWrite(chunk, options.encoding), options.signal);
      return;
    }
    await writeBytes(fd, bytesToWrite(data, options.encoding), options.signal);
  }

  close() {
    if (this.#fd === -1) return Promise.resolve();
    if (this.#closing) return this.#closing;
    const fd = this.#fd;
    this.#fd = -1;
    this.emit('close');
    return this.#closing = promised(binding.close, fd).finally(() => { this.#closing = undefined; });
  }

  async [Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]() {
    await this.close();
  }

  createReadStream(options) {
    return new fs.ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options) {
    return new fs.WriteStream(undefined, { ...options, fd: this });
  }
}

async function open(path, flags, mode) {
  path = getValidatedPath(path);
  const fd = await promised(binding.open, path, stringToFlags(flags ?? 'r'), parseFileMode(mode, 'mode', 0o666));
  return new FileHandle(fd);
}

function targetOf(path) {
  return path instanceof FileHandle ? path.fd : getValidatedPath(path);
}

async function readFile(path, options) {
  return readWhole(targetOf(path), getOptions(options, { flag: 'r' }));
}

async function writeFile(path, data, options) {
  options = getOptions(options, {});
  if (options.flush !== undefined && options.flush !== null) validateBoolean(options.flush, 'options.flush');
  const isIterable = typeof data !== 'string' && !ArrayBuffer.isView(data) && data && (data[Symbol.asyncIterator] || data[Symbol.iterator]);
  if (!isIterable) bytesToWrite(data, options.encoding);
  return writeWhole(targetOf(path), data, { ...options, flag: options.flag ?? 'w', mode: parseFileMode(options.mode, 'mode', 0o666) });
}

async function appendFile(path, data, options) {
  options = typeof options === 'string' ? { encoding: options } : options;
  return writeFile(path, data, { ...options, flag: options?.flag ?? 'a' });
}

const access = wrap('access');

async function* watch(path, options = {}) {
  const queue = [];
  let wake;
  let failure;
  const watcher = fs.watch(path, options, (eventType, filename) => {
    queue.push({ __proto__: null, eventType, filename });
    wake?.();
  });
  watcher.on('error', (error) => {
    failure = error;
    wake?.();
  });
  const { signal } = options;
  const aborted = () => {
    failure = new (require('internal/errors').AbortError)(undefined, { cause: signal.reason });
    wake?.();
  };
  if (signal?.aborted) aborted();
  else signal?.addEventListener('abort', aborted, { once: true });
  try {
    while (true) {
      while (queue.length > 0) yield queue.shift();
      if (failure) throw failure;
      await new Promise((resolve) => { wake = resolve; });
    }
  } finally {
    watcher.close();
  }
}

module.exports = {
  access, appendFile, open, readFile, watch, writeFile, constants: fs.constants,
};
for (const name of ['chmod', 'chown', 'copyFile', 'cp', 'lchown', 'link', 'lstat', 'lutimes', 'mkdir', 'mkdtemp', 'opendir', 'readdir',
  'readlink', 'realpath', 'rename', 'rm', 'rmdir', 'stat', 'statfs', 'symlink', 'truncate', 'unlink', 'utimes']) {
  module.exports[name] = wrap(name);
}
