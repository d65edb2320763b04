'use strict';
// internal/fs/utils: what fs and fs/promises share: checks of arguments, Stats, Dirent, flags.
// https://nodejs.org/docs/latest-v20.x/api/fs.html

const { codes, hideStackFrames } = require('internal/errors');

const constants = {
  UV_FS_SYMLINK_DIR: 1, UV_FS_SYMLINK_JUNCTION: 2, O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, UV_DIRENT_UNKNOWN: 0, UV_DIRENT_FILE: 1,
  UV_DIRENT_DIR: 2, UV_DIRENT_LINK: 3, UV_DIRENT_FIFO: 4, UV_DIRENT_SOCKET: 5, UV_DIRENT_CHAR: 6, UV_DIRENT_BLOCK: 7, S_IFMT: 61440,
  S_IFREG: 32768, S_IFDIR: 16384, S_IFCHR: 8192, S_IFBLK: 24576, S_IFIFO: 4096, S_IFLNK: 40960, S_IFSOCK: 49152, O_CREAT: 64,
  O_EXCL: 128, UV_FS_O_FILEMAP: 0, O_NOCTTY: 256, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536, O_NOATIME: 262144,
  O_NOFOLLOW: 131072, O_SYNC: 1052672, O_DSYNC: 4096, O_DIRECT: 16384, O_NONBLOCK: 2048, S_IRWXU: 448, S_IRUSR: 256, S_IWUSR: 128,
  S_IXUSR: 64, S_IRWXG: 56, S_IRGRP: 32, S_IWGRP: 16, S_IXGRP: 8, S_IRWXO: 7, S_IROTH: 4, S_IWOTH: 2, S_IXOTH: 1, F_OK: 0, R_OK: 4,
  W_OK: 2, X_OK: 1, UV_FS_COPYFILE_EXCL: 1, COPYFILE_EXCL: 1, UV_FS_COPYFILE_FICLONE: 2, COPYFILE_FICLONE: 2,
  UV_FS_COPYFILE_FICLONE_FORCE: 4, COPYFILE_FICLONE_FORCE: 4,
};
if (process.platform === 'darwin') {
  Object.assign(constants, { O_CREAT: 512, O_EXCL: 2048, O_NOCTTY: 131072, O_TRUNC: 1024, O_APPEND: 8, O_DIRECTORY: 1048576,
    O_NOFOLLOW: 256, O_SYNC: 128, O_DSYNC: 4194304, O_NONBLOCK: 4, O_SYMLINK: 2097152 });
  delete constants.O_NOATIME;
  delete constants.O_DIRECT;
}

const isUint8Array = (value) => value instanceof Uint8Array;

/** The path as a string. */
const getValidatedPath = hideStackFrames((value, name = 'path') => {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) throw new codes.ERR_INVALID_ARG_VALUE(name, value, 'must be a string, Uint8Array, or URL without null bytes');
    return value;
  }
  if (value !== null && typeof value === 'object' && typeof value.href === 'string' && typeof value.protocol === 'string') {
    return getValidatedPath(require('url').fileURLToPath(value), name);
  }
  if (isUint8Array(value)) {
    return getValidatedPath(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString(), name);
  }
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value);
});

const getValidatedFd = hideStackFrames((fd, name = 'fd') => {
  if (Object.is(fd, -0)) return 0;
  require('internal/validators').validateInteger(fd, name, 0, 2147483647);
  return fd;
});

function getOptions(options, defaults = {}) {
  if (options === null || options === undefined || typeof options === 'function') return defaults;
  if (typeof options === 'string') options = { ...defaults, encoding: options };
  else if (typeof options !== 'object') throw new codes.ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) require('internal/validators').validateAbortSignal(options.signal, 'options.signal');
  return options;
}

function assertEncoding(encoding) {
  if (encoding && !Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

const flagNames = {
  'r': 0, 'rs': constants.O_SYNC, 'sr': constants.O_SYNC, 'r+': 2, 'rs+': 2 | constants.O_SYNC, 'sr+': 2 | constants.O_SYNC,
};
{
  const { O_TRUNC, O_CREAT, O_WRONLY, O_RDWR, O_EXCL, O_APPEND, O_SYNC } = constants;
  Object.assign(flagNames, {
    'w': O_TRUNC | O_CREAT | O_WRONLY, 'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL, 'xw': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
    'w+': O_TRUNC | O_CREAT | O_RDWR, 'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL, 'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
    'a': O_APPEND | O_CREAT | O_WRONLY, 'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL, 'xa': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
    'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC, 'sa': O_APPEND | O_CREAT | O_WRONLY | O_SYNC, 'a+': O_APPEND | O_CREAT | O_RDWR,
    'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL, 'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
    'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC, 'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
  });
}

/** `r+` and the like as `O_*` bits. */
function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    require('internal/validators').validateInt32(flags, name);
    return flags;
  }
  if (flags === null || flags === undefined) return 0;
  const value = typeof flags === 'string' && Object.hasOwn(flagNames, flags) ? flagNames[flags] : undefined;
  if (value === undefined) throw new codes.ERR_INVALID_ARG_VALUE(name, flags);
  return value;
}

/** Seconds since 1970 of a Date, number or numeric string. */
function toUnixTimestamp(time, name = 'time') {
  if (typeof time === 'string' && +time == time) return +time; // eslint-disable-line eqeqeq
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (internalBinding('types').isDate(time)) return time.getTime() / 1000;
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

function dateFromMs(ms) {
  return new Date(Math.round(Number(ms)));
}

class StatsBase {
  isDirectory() { return this._is(constants.S_IFDIR); }
  isFile() { return this._is(constants.S_IFREG); }
  isBlockDevice() { return this._is(constants.S_IFBLK); }
  isCharacterDevice() { return this._is(constants.S_IFCHR); }
  isSymbolicLink() { return this._is(constants.S_IFLNK); }
  isFIFO() { return this._is(constants.S_IFIFO); }
  isSocket() { return this._is(constants.S_IFSOCK); }
}

/** fs.Stats */
function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
  this.atime = dateFromMs(atimeMs);
  this.mtime = dateFromMs(mtimeMs);
  this.ctime = dateFromMs(ctimeMs);
  this.birthtime = dateFromMs(birthtimeMs);
}
Object.setPrototypeOf(Stats.prototype, StatsBase.prototype);
Object.defineProperty(Stats.prototype, '_is', {
  __proto__: null, enumerable: false, value(type) { return (this.mode & constants.S_IFMT) === type; },
});

function BigIntStats(values) {
  const names = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks'];
  for (let i = 0; i < names.length; i++) this[names[i]] = BigInt(values[i]);
  const times = ['atime', 'mtime', 'ctime', 'birthtime'];
  const ns = times.map((_, i) => BigInt(values[10 + 2 * i]) * 1000000000n + BigInt(values[11 + 2 * i]));
  times.forEach((name, i) => { this[`${name}Ms`] = ns[i] / 1000000n; });
  times.forEach((name, i) => { this[`${name}Ns`] = ns[i]; });
  times.forEach((name, i) => { this[name] = dateFromMs(ns[i] / 1000000n); });
}
Object.setPrototypeOf(BigIntStats.prototype, StatsBase.prototype);
Object.defineProperty(BigIntStats.prototype, '_is', {
  __proto__: null, enumerable: false, value(type) { return (this.mode & BigInt(constants.S_IFMT)) === BigInt(type); },
});

/** The object for the numbers that the binding gives. */
function statsOf(values, bigint) {
  if (bigint) return new BigIntStats(values);
  const ms = (i) => values[i] * 1000 + values[i + 1] / 1e6;
  return new Stats(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9],
    ms(10), ms(12), ms(14), ms(16));
}

class StatFs {
  constructor([type, bsize, blocks, bfree, bavail, files, ffree], bigint) {
    Object.assign(this, { type, bsize, blocks, bfree, bavail, files, ffree });
    if (bigint) for (const name of Object.keys(this)) this[name] = BigInt(this[name]);
  }
}

const kType = Symbol('type');

/** fs.Dirent */
class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this.path = path;
    this[kType] = type;
  }
  isDirectory() { return this[kType] === constants.UV_DIRENT_DIR; }
  isFile() { return this[kType] === constants.UV_DIRENT_FILE; }
  isBlockDevice() { return this[kType] === constants.UV_DIRENT_BLOCK; }
  isCharacterDevice() { return this[kType] === constants.UV_DIRENT_CHAR; }
  isSymbolicLink() { return this[kType] === constants.UV_DIRENT_LINK; }
  isFIFO() { return this[kType] === constants.UV_DIRENT_FIFO; }
  isSocket() { return this[kType] === constants.UV_DIRENT_SOCKET; }
}

/** A name or path as the encoding option asks for it. */
function encoded(text, options) {
  const encoding = options?.encoding;
  if (encoding === 'buffer') return Buffer.from(text);
  if (encoding && encoding !== 'utf8' && encoding !== 'utf-8') return Buffer.from(text).toString(encoding);
  return text;
}

/** Bytes to be written, of a string or a view. */
function bytesToWrite(data, encoding, name = 'data') {
  if (typeof data === 'string') return Buffer.from(data, encoding || 'utf8');
  if (ArrayBuffer.isView(data)) {
    return isUint8Array(data) ? data : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
}

const validateOffsetLengthRead = hideStackFrames((offset, length, bufferLength) => {
  if (offset < 0) throw new codes.ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > bufferLength) throw new codes.ERR_OUT_OF_RANGE('length', `<= ${bufferLength - offset}`, length);
});

const validateOffsetLengthWrite = hideStackFrames((offset, length, byteLength) => {
  if (offset > byteLength) throw new codes.ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) throw new codes.ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
  require('internal/validators').validateInt32(length, 'length', 0);
});

function validateBufferArray(buffers, name = 'buffers') {
  if (!Array.isArray(buffers)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  for (const buffer of buffers) {
    if (!ArrayBuffer.isView(buffer)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

module.exports = {
  BigIntStats, Dirent, StatFs, Stats, assertEncoding, bytesToWrite, constants, encoded, getOptions, getValidatedFd, getValidatedPath,
  isUint8Array, statsOf, stringToFlags, toUnixTimestamp, validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite,
};
