'use strict';
// The fs module: synchronous and callback forms over the binding; promises, streams, trees and watchers are loaded when used.
// https://nodejs.org/docs/latest-v20.x/api/fs.html

const binding = internalBinding('fs');
const {
  Dirent, Stats, StatFs, bytesToWrite, constants, encoded, getOptions, getValidatedFd, getValidatedPath, statsOf, stringToFlags,
  toUnixTimestamp, validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite,
} = require('internal/fs/utils');
const { codes } = require('internal/errors');
const { parseFileMode, validateFunction, validateInteger, validateObject, validateBoolean, validateEncoding } = require('internal/validators');

function callbackOf(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

/** Answers `callback(error, convert(result))`. */
function converting(callback, convert) {
  return (error, result) => {
    if (error) callback(error);
    else callback(null, convert(result));
  };
}

/** Answers `callback(error)`, with null for none. */
function plain(callback) {
  return (error) => callback(error);
}

const noOptions = {};

// --- access and existence

function accessMode(mode) {
  if (mode === undefined) return constants.F_OK;
  validateInteger(mode, 'mode', 0, 7);
  return mode;
}

function access(path, mode, callback) {
  if (typeof mode === 'function') [callback, mode] = [mode, undefined];
  path = getValidatedPath(path);
  binding.access(path, accessMode(mode), plain(callbackOf(callback)));
}
function accessSync(path, mode) {
  binding.access(getValidatedPath(path), accessMode(mode));
}
function exists(path, callback) {
  callbackOf(callback);
  try {
    path = getValidatedPath(path);
  } catch {
    process.nextTick(callback, false);
    return;
  }
  binding.access(path, constants.F_OK, (error) => callback(!error));
}
Object.defineProperty(exists, Symbol.for('nodejs.util.promisify.custom'), {
  __proto__: null, value: (path) => new Promise((resolve) => { exists(path, resolve); }),
});
function existsSync(path) {
  try {
    return binding.exists(getValidatedPath(path));
  } catch {
    return false;
  }
}

// --- descriptors

function open(path, flags, mode, callback) {
  path = getValidatedPath(path);
  if (arguments.length < 3) [callback, flags, mode] = [flags, 'r', 0o666];
  else if (typeof mode === 'function') [callback, mode] = [mode, 0o666];
  else mode = parseFileMode(mode, 'mode', 0o666);
  binding.open(path, stringToFlags(flags), mode, callbackOf(callback));
}
function openSync(path, flags, mode) {
  return binding.open(getValidatedPath(path), stringToFlags(flags), parseFileMode(mode, 'mode', 0o666));
}
function close(fd, callback = (error) => { if (error) throw error; }) {
  fd = getValidatedFd(fd);
  binding.close(fd, plain(callbackOf(callback)));
}
function closeSync(fd) {
  binding.close(getValidatedFd(fd));
}

function checkView(buffer) {
  if (!ArrayBuffer.isView(buffer)) throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
}

/** The arguments of read after the descriptor, in all their forms. */
function readArguments(buffer, offset, length, position) {
  checkView(buffer);
  if (offset === undefined || offset === null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (length === undefined) length = buffer.byteLength - offset;
  length |= 0;
  if (length !== 0 && buffer.byteLength === 0) {
    throw new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  if (position === undefined || position === null) position = -1;
  else if (typeof position === 'bigint') {
    if (position < -1n || position > 2n ** 63n - 1n - BigInt(length)) {
      throw new codes.ERR_OUT_OF_RANGE('position', `>= -1 && <= ${2n ** 63n - 1n - BigInt(length)}`, position);
    }
  } else if (typeof position === 'number') validateInteger(position, 'position', -1);
  else throw new codes.ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position);
  return [offset, length, position];
}

function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (arguments.length <= 4) {
    if (arguments.length === 4) {
      callback = length;
      validateObject(offsetOrOptions ?? noOptions, 'options');
      ({ offset = 0, length, position = null } = offsetOrOptions ?? noOptions);
    } else if (arguments.length === 3) {
      callback = offsetOrOptions;
      if (!ArrayBuffer.isView(buffer)) ({ buffer = Buffer.alloc(16384), offset = 0, length, position = null } = buffer ?? noOptions);
      else [offset, length, position] = [0, undefined, null];
    } else {
      callback = buffer;
      [buffer, offset, length, position] = [Buffer.alloc(16384), 0, undefined, null];
    }
  }
  checkView(buffer);
  callbackOf(callback);
  [offset, length, position] = readArguments(buffer, offset, length, position);
  if (length === 0) {
    process.nextTick(callback, null, 0, buffer);
    return;
  }
  binding.read(fd, buffer, offset, length, position, (error, count) => callback(error, count || 0, buffer));
}
Object.defineProperty(read, require('internal/util').customPromisifyArgs, { __proto__: null, value: ['bytesRead', 'buffer'], enumerable: false });

function readSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || (typeof offsetOrOptions === 'object' && offsetOrOptions !== null)) {
    if (offsetOrOptions !== undefined && offsetOrOptions !== null) validateObject(offsetOrOptions, 'options');
    ({ offset = 0, length, position = null } = offsetOrOptions ?? noOptions);
  }
  [offset, length, position] = readArguments(buffer, offset, length, position);
  return length === 0 ? 0 : binding.read(fd, buffer, offset, length, position);
}

function readv(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (typeof position !== 'number') {
    if (typeof position === 'function') callback = position;
    position = null;
  }
  callbackOf(callback);
  binding.readv(fd, buffers, position, (error, count) => callback(error, count || 0, buffers));
}
Object.defineProperty(readv, require('internal/util').customPromisifyArgs, { __proto__: null, value: ['bytesRead', 'buffers'], enumerable: false });
function readvSync(fd, buffers, position) {
  return binding.readv(getValidatedFd(fd), validateBufferArray(buffers), typeof position === 'number' ? position : null);
}

/** [view, offset, length, position] of write's arguments. */
function writeArguments(buffer, offset, length, position) {
  if (ArrayBuffer.isView(buffer)) {
    if (offset !== null && typeof offset === 'object') ({ offset = 0, length, position = null } = offset);
    if (offset === undefined || offset === null) offset = 0;
    else validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    return [buffer, offset, length, typeof position === 'number' || typeof position === 'bigint' ? position : null];
  }
  if (typeof buffer !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
  // write(fd, string[, position[, encoding]])
  const encoding = typeof length === 'string' ? length : 'utf8';
  validateEncoding(buffer, encoding);
  const bytes = Buffer.from(buffer, encoding);
  return [bytes, 0, bytes.length, typeof offset === 'number' ? offset : null];
}

function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  callback = callbackOf(position instanceof Function ? position : length instanceof Function ? length : offsetOrOptions instanceof Function ? offsetOrOptions : callback);
  const clean = (value) => (typeof value === 'function' ? undefined : value);
  const [view, offset, count, at] = writeArguments(buffer, clean(offsetOrOptions), clean(length), clean(position));
  binding.write(fd, view, offset, count, at, (error, written) => callback(error, written || 0, buffer));
}
Object.defineProperty(write, require('internal/util').customPromisifyArgs, { __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false });
function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  const [view, offset, count, at] = writeArguments(buffer, offsetOrOptions, length, position);
  return binding.write(fd, view, offset, count, at);
}
function writev(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = callbackOf(callback || position);
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  binding.writev(fd, buffers, typeof position === 'number' ? position : null, (error, count) => callback(error, count || 0, buffers));
}
Object.defineProperty(writev, require('internal/util').customPromisifyArgs, { __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false });
function writevSync(fd, buffers, position) {
  getValidatedFd(fd);
  validateBufferArray(buffers);
  return buffers.length === 0 ? 0 : binding.writev(fd, buffers, typeof position === 'number' ? position : null);
}

// --- whole files

function readFile(path, options, callback) {
  callback = callbackOf(callback || options);
  options = getOptions(options, { flag: 'r' });
  require('internal/fs/files').readWhole(typeof path === 'number' ? path : getValidatedPath(path), options).then(
    (data) => process.nextTick(callback, null, data), (error) => process.nextTick(callback, error));
}
function readFileSync(path, options) {
  options = getOptions(options, { flag: 'r' });
  let data;
  if (typeof path === 'number') {
    data = binding.readFile(getValidatedFd(path));
  } else if (options.flag === undefined || options.flag === 'r') {
    data = binding.readFile(getValidatedPath(path));
  } else {
    const fd = openSync(path, options.flag, 0o666);
    try {
      data = binding.readFile(fd);
    } finally {
      closeSync(fd);
    }
  }
  return options.encoding && options.encoding !== 'buffer' ? data.toString(options.encoding) : data;
}

function writeOptions(options, flag) {
  options = getOptions(options, noOptions);
  if (options.flush !== undefined && options.flush !== null) validateBoolean(options.flush, 'options.flush');
  return { encoding: options.encoding || 'utf8', mode: parseFileMode(options.mode, 'mode', 0o666), flag: options.flag || flag, flush: options.flush, signal: options.signal };
}

function writeFile(path, data, options, callback) {
  callback = callbackOf(callback || options);
  options = writeOptions(options, 'w');
  const bytes = bytesToWrite(data, options.encoding);
  require('internal/fs/files').writeWhole(typeof path === 'number' ? path : getValidatedPath(path), bytes, options).then(
    () => process.nextTick(callback, null), (error) => process.nextTick(callback, error));
}
function writeAllSync(path, data, options) {
  const bytes = bytesToWrite(data, options.encoding);
  const isFd = typeof path === 'number';
  const fd = isFd ? getValidatedFd(path) : openSync(path, options.flag, options.mode);
  try {
    let offset = 0;
    while (offset < bytes.byteLength) offset += binding.write(fd, bytes, offset, bytes.byteLength - offset, null);
    if (options.flush) module.exports.fsyncSync(fd);
  } finally {
    if (!isFd) closeSync(fd);
  }
}
function writeFileSync(path, data, options) {
  writeAllSync(path, data, writeOptions(options, 'w'));
}
function appendFile(path, data, options, callback) {
  callback = callbackOf(callback || options);
  options = writeOptions(options, 'a');
  writeFile(path, data, options, callback);
}
function appendFileSync(path, data, options) {
  writeAllSync(path, data, writeOptions(options, 'a'));
}

// --- facts

function statForm(name, check) {
  const call = binding[name];
  return [
    function stat(target, options, callback) {
      if (typeof options === 'function') [callback, options] = [options, noOptions];
      callbackOf(callback);
      call(check(target), converting(callback, (values) => statsOf(values, options?.bigint)));
    },
    function statSync(target, options = noOptions) {
      target = check(target);
      if (options?.throwIfNoEntry === false) {
        try {
          return statsOf(call(target), options.bigint);
        } catch (error) {
          if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
          throw error;
        }
      }
      return statsOf(call(target), options?.bigint);
    },
  ];
}
const [stat, statSync] = statForm('stat', getValidatedPath);
const [lstat, lstatSync] = statForm('lstat', getValidatedPath);
const [fstat, fstatSync] = statForm('fstat', getValidatedFd);

function statfs(path, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, noOptions];
  binding.statfs(getValidatedPath(path), converting(callbackOf(callback), (values) => new StatFs(values, options?.bigint)));
}
function statfsSync(path, options) {
  return new StatFs(binding.statfs(getValidatedPath(path)), options?.bigint);
}

// --- simple calls: (path or fd, checked arguments..., callback)

/** The callback and synchronous forms of a call whose arguments `check` makes. */
function simple(name, check, count) {
  const call = binding[name];
  return [
    {
      [name](...args) {
        const callback = args.length > count ? args[count] : typeof args[args.length - 1] === 'function' ? args.pop() : undefined;
        const checked = check(...args.slice(0, count));
        call(...checked, plain(callbackOf(callback)));
      },
    }[name],
    { [`${name}Sync`](...args) { call(...check(...args)); } }[`${name}Sync`],
  ];
}
const id = (value, name) => {
  validateInteger(value, name, -1, 4294967295);
  return value;
};
const [fsync, fsyncSync] = simple('fsync', (fd) => [getValidatedFd(fd)], 1);
const [fdatasync, fdatasyncSync] = simple('fdatasync', (fd) => [getValidatedFd(fd)], 1);
const [ftruncate, ftruncateSync] = simple('ftruncate', (fd, length = 0) => {
  fd = getValidatedFd(fd);
  validateInteger(length, 'len');
  return [fd, Math.max(0, length)];
}, 2);
const [fchmod, fchmodSync] = simple('fchmod', (fd, mode) => [getValidatedFd(fd), parseFileMode(mode, 'mode')], 2);
const [fchown, fchownSync] = simple('fchown', (fd, uid, gid) => [getValidatedFd(fd), id(uid, 'uid'), id(gid, 'gid')], 3);
const [futimes, futimesSync] = simple('futimes', (fd, a, m) => [getValidatedFd(fd), toUnixTimestamp(a, 'atime'), toUnixTimestamp(m, 'mtime')], 3);
const [utimes, utimesSync] = simple('utimes', (p, a, m) => [getValidatedPath(p), toUnixTimestamp(a), toUnixTimestamp(m)], 3);
const [lutimes, lutimesSync] = simple('lutimes', (p, a, m) => [getValidatedPath(p), toUnixTimestamp(a), toUnixTimestamp(m)], 3);
const [chmod, chmodSync] = simple('chmod', (p, mode) => [getValidatedPath(p), parseFileMode(mode, 'mode')], 2);
const [chown, chownSync] = simple('chown', (p, uid, gid) => [getValidatedPath(p), id(uid, 'uid'), id(gid, 'gid')], 3);
const [lchown, lchownSync] = simple('lchown', (p, uid, gid) => [getValidatedPath(p), id(uid, 'uid'), id(gid, 'gid')], 3);
const [unlink, unlinkSync] = simple('unlink', (p) => [getValidatedPath(p)], 1);
const [rename, renameSync] = simple('rename', (a, b) => [getValidatedPath(a, 'oldPath'), getValidatedPath(b, 'newPath')], 2);
const [link, linkSync] = simple('link', (a, b) => [getValidatedPath(a, 'existingPath'), getValidatedPath(b, 'newPath')], 2);

function symlink(target, path, type, callback) {
  callback = callbackOf(callback ?? type);
  binding.symlink(getValidatedPath(target, 'target'), getValidatedPath(path), plain(callback));
}
function symlinkSync(target, path) {
  binding.symlink(getValidatedPath(target, 'target'), getValidatedPath(path));
}
function copyMode(mode) {
  if (mode === undefined || mode === null) return 0;
  validateInteger(mode, 'mode', 0, 7);
  return mode;
}
function copyFile(source, target, mode, callback) {
  if (typeof mode === 'function') [callback, mode] = [mode, 0];
  source = getValidatedPath(source, 'src');
  target = getValidatedPath(target, 'dest');
  callbackOf(callback);
  binding.copyFile(source, target, copyMode(mode), plain(callback));
}
function copyFileSync(source, target, mode) {
  binding.copyFile(getValidatedPath(source, 'src'), getValidatedPath(target, 'dest'), copyMode(mode));
}
function truncate(path, length, callback) {
  if (typeof path === 'number') return ftruncate(path, length, callback);
  if (typeof length === 'function') [callback, length] = [length, 0];
  if (length === undefined) length = 0;
  validateInteger(length, 'len');
  callbackOf(callback);
  open(path, 'r+', (error, fd) => {
    if (error) return callback(error);
    ftruncate(fd, Math.max(0, length), (failed) => close(fd, (closeError) => callback(failed ?? closeError)));
  });
}
function truncateSync(path, length) {
  if (typeof path === 'number') return ftruncateSync(path, length);
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd, length ?? 0);
  } finally {
    closeSync(fd);
  }
}
function textForm(name) {
  const call = binding[name];
  return [
    { [name](path, options, callback) {
      callback = callbackOf(callback || options);
      options = getOptions(options);
      call(getValidatedPath(path), converting(callback, (text) => encoded(text, options)));
    } }[name],
    { [`${name}Sync`](path, options) {
      options = getOptions(options);
      return encoded(call(getValidatedPath(path)), options);
    } }[`${name}Sync`],
  ];
}
const [readlink, readlinkSync] = textForm('readlink');
const [realpath, realpathSync] = textForm('realpath');
realpath.native = realpath;
realpathSync.native = realpathSync;

// --- folders

function mkdirOptions(options) {
  if (typeof options === 'number' || typeof options === 'string') return { mode: parseFileMode(options, 'mode'), recursive: false };
  const { mode, recursive = false } = options ?? noOptions;
  validateBoolean(recursive, 'options.recursive');
  return { mode: mode === undefined ? 0o777 : parseFileMode(mode, 'options.mode'), recursive };
}
function mkdir(path, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, undefined];
  path = getValidatedPath(path);
  const { mode, recursive } = mkdirOptions(options);
  callbackOf(callback);
  if (!recursive) {
    binding.mkdir(path, mode, plain(callback));
    return;
  }
  require('internal/fs/trees').mkdirRecursive(path, mode).then(
    (first) => process.nextTick(callback, null, first), (error) => process.nextTick(callback, error));
}
function mkdirSync(path, options) {
  path = getValidatedPath(path);
  const { mode, recursive } = mkdirOptions(options);
  if (recursive) return require('internal/fs/trees').mkdirRecursiveSync(path, mode);
  binding.mkdir(path, mode);
}
let warnedAboutX = false;
function mkdtempPrefix(prefix) {
  prefix = getValidatedPath(prefix, 'prefix');
  if (prefix.endsWith('X') && !warnedAboutX) {
    warnedAboutX = true;
    process.emitWarning('mkdtemp() templates ending with X are not portable. For details see: https://nodejs.org/api/fs.html');
  }
  return prefix;
}
function mkdtemp(prefix, options, callback) {
  callback = callbackOf(callback || options);
  options = getOptions(options);
  prefix = mkdtempPrefix(prefix);
  binding.mkdtemp(prefix, converting(callback, (text) => encoded(text, options)));
}
function mkdtempSync(prefix, options) {
  options = getOptions(options);
  return encoded(binding.mkdtemp(mkdtempPrefix(prefix)), options);
}

function entriesOf([names, kinds], path, options) {
  if (!options.withFileTypes) return options.encoding && options.encoding !== 'utf8' ? names.map((name) => encoded(name, options)) : names;
  return names.map((name, i) => {
    let kind = kinds[i];
    if (kind === constants.UV_DIRENT_UNKNOWN) kind = kindOf(require('path').join(path, name));
    return new Dirent(encoded(name, options), kind, path);
  });
}
/** The kind of a file where the file system's listing does not tell. */
function kindOf(path) {
  const stats = lstatSync(path);
  return stats.isDirectory() ? 2 : stats.isFile() ? 1 : stats.isSymbolicLink() ? 3 : stats.isFIFO() ? 4 : stats.isSocket() ? 5 : stats.isCharacterDevice() ? 6 : 7;
}
function readdir(path, options, callback) {
  callback = callbackOf(typeof options === 'function' ? options : callback);
  options = getOptions(options);
  path = getValidatedPath(path);
  if (options.recursive) {
    require('internal/fs/trees').readdirRecursive(path, options).then(
      (list) => process.nextTick(callback, null, list), (error) => process.nextTick(callback, error));
    return;
  }
  binding.readdir(path, converting(callback, (result) => entriesOf(result, path, options)));
}
function readdirSync(path, options) {
  options = getOptions(options);
  path = getValidatedPath(path);
  if (options.recursive !== undefined) validateBoolean(options.recursive, 'options.recursive');
  if (options.recursive) return require('internal/fs/trees').readdirRecursiveSync(path, options);
  return entriesOf(binding.readdir(path), path, options);
}
function rmdir(path, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, undefined];
  path = getValidatedPath(path);
  callbackOf(callback);
  if (options?.recursive) return rm(path, { ...options, recursive: true, force: false }, callback);
  binding.rmdir(path, plain(callback));
}
function rmdirSync(path, options) {
  path = getValidatedPath(path);
  if (options?.recursive) return rmSync(path, { recursive: true });
  binding.rmdir(path);
}
function rm(path, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, undefined];
  path = getValidatedPath(path);
  callbackOf(callback);
  require('internal/fs/trees').rm(path, options).then(
    () => process.nextTick(callback, null), (error) => process.nextTick(callback, error));
}
function rmSync(path, options) {
  require('internal/fs/trees').rmSync(getValidatedPath(path), options);
}
function cp(source, target, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, undefined];
  callbackOf(callback);
  source = getValidatedPath(source, 'src');
  target = getValidatedPath(target, 'dest');
  require('internal/fs/trees').cp(source, target, options).then(
    () => process.nextTick(callback, null), (error) => process.nextTick(callback, error));
}
function cpSync(source, target, options) {
  require('internal/fs/trees').cpSync(getValidatedPath(source, 'src'), getValidatedPath(target, 'dest'), options);
}
function opendir(path, options, callback) {
  callback = callbackOf(typeof options === 'function' ? options : callback);
  getOptions(options);
  readdir(path, { withFileTypes: true }, (error, list) => {
    if (error) callback(Object.assign(error, { syscall: 'opendir', message: error.message.replace('scandir', 'opendir') }));
    else callback(null, new (require('internal/fs/trees').Dir)(path, list));
  });
}
function opendirSync(path, options) {
  getOptions(options);
  return new (require('internal/fs/trees').Dir)(path, readdirSync(path, { withFileTypes: true }));
}

// --- streams and watchers

function createReadStream(path, options) {
  return new (require('internal/fs/streams').ReadStream)(path, options);
}
function createWriteStream(path, options) {
  return new (require('internal/fs/streams').WriteStream)(path, options);
}
function watch(path, options, listener) {
  return require('internal/fs/watchers').watch(path, options, listener);
}
function watchFile(path, options, listener) {
  return require('internal/fs/watchers').watchFile(path, options, listener);
}
function unwatchFile(path, listener) {
  require('internal/fs/watchers').unwatchFile(path, listener);
}
async function openAsBlob(path, options) {
  const { Blob } = require('buffer');
  return new Blob([readFileSync(path)], options);
}

module.exports = {
  appendFile, appendFileSync, access, accessSync, chown, chownSync, chmod, chmodSync, close, closeSync, copyFile, copyFileSync, cp,
  cpSync, createReadStream, createWriteStream, exists, existsSync, fchown, fchownSync, fchmod, fchmodSync, fdatasync, fdatasyncSync,
  fstat, fstatSync, fsync, fsyncSync, ftruncate, ftruncateSync, futimes, futimesSync, lchown, lchownSync, link, linkSync, lstat,
  lstatSync, lutimes, lutimesSync, mkdir, mkdirSync, mkdtemp, mkdtempSync, open, openAsBlob, openSync, opendir, opendirSync, readdir,
  readdirSync, read, readSync, readv, readvSync, readFile, readFileSync, readlink, readlinkSync, realpath, realpathSync, rename,
  renameSync, rm, rmSync, rmdir, rmdirSync, stat, statfs, statSync, statfsSync, symlink, symlinkSync, truncate, truncateSync,
  unwatchFile, unlink, unlinkSync, utimes, utimesSync, watch, watchFile, writeFile, writeFileSync, write, writeSync, writev, writevSync,
  Dirent, Stats, _toUnixTimestamp: toUnixTimestamp,
  F_OK: constants.F_OK, R_OK: constants.R_OK, W_OK: constants.W_OK, X_OK: constants.X_OK,
  constants: Object.freeze({ __proto__: null, ...constants }),
};
for (const [name, file] of [['ReadStream', 'streams'], ['WriteStream', 'streams'], ['FileReadStream', 'streams'], ['FileWriteStream', 'streams'], ['Dir', 'trees']]) {
  let replaced;
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => replaced ?? require(`internal/fs/${file}`)[name.replace('File', '')],
    set(value) { replaced = value; },
  });
}
Object.defineProperty(module.exports, 'promises', { __proto__: null, configurable: true, enumerable: true, get: () => require('fs/promises') });
