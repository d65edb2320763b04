'use strict';
// internal/fs/trees: what walks folders: mkdir and readdir recursive, rm, cp, Dir.

const fs = require('fs');
const path = require('path');
const binding = internalBinding('fs');
const { promised } = require('internal/fs/files');
const { Dirent, encoded } = require('internal/fs/utils');
const { codes } = require('internal/errors');
const { validateBoolean, validateInteger, validateObject } = require('internal/validators');

// --- mkdir

/** An absolute path whose `..` are still in it: the folders before them are made too. */
function absolute(target) {
  if (!path.isAbsolute(target)) {
    let folder;
    try {
      folder = process.cwd();
    } catch {
      // Relative to nowhere: mkdir says so.
      return target;
    }
    target = `${folder}/${target}`;
  }
  while (target.length > 1 && target.endsWith('/')) target = target.slice(0, -1);
  return target;
}

function mkdirRecursiveSync(target, mode) {
  target = absolute(target);
  try {
    binding.mkdir(target, mode);
    return target;
  } catch (error) {
    if (error.code === 'ENOENT') {
      const parent = path.dirname(target);
      if (parent === target) throw error;
      const first = mkdirRecursiveSync(parent, mode);
      try {
        binding.mkdir(target, mode);
      } catch (again) {
        // It may be there now: `a/..` was made with `a`.
        return afterFailedMkdir(again, target) ?? first;
      }
      return first ?? target;
    }
    return afterFailedMkdir(error, target);
  }
}

/** An existing folder is fine; an existing file is the error that mkdir gave. */
function afterFailedMkdir(error, target) {
  if (error.code !== 'EEXIST' && error.code !== 'EISDIR' && error.code !== 'EROFS' && error.code !== 'EPERM' && error.code !== 'EACCES') throw error;
  const stats = fs.statSync(target, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) throw error;
  return undefined;
}

async function mkdirRecursive(target, mode) {
  target = absolute(target);
  try {
    await promised(binding.mkdir, target, mode);
    return target;
  } catch (error) {
    if (error.code === 'ENOENT') {
      const parent = path.dirname(target);
      if (parent === target) throw error;
      const first = await mkdirRecursive(parent, mode);
      try {
        await promised(binding.mkdir, target, mode);
      } catch (again) {
        return afterFailedMkdir(again, target) ?? first;
      }
      return first ?? target;
    }
    return afterFailedMkdir(error, target);
  }
}

// --- readdir

function listing(root, folder, [names, kinds], options, result, pending) {
  names.forEach((name, i) => {
    const full = path.join(folder, name);
    const kind = kinds[i] || (fs.lstatSync(full).isDirectory() ? 2 : 1);
    result.push(options.withFileTypes ? new Dirent(encoded(name, options), kind, folder) : encoded(path.relative(root, full), options));
    if (kind === 2) pending.push(full);
  });
}

function readdirRecursiveSync(root, options) {
  const result = [];
  const pending = [root];
  while (pending.length > 0) {
    const folder = pending.shift();
    listing(root, folder, binding.readdir(folder), options, result, pending);
  }
  return result;
}

async function readdirRecursive(root, options) {
  const result = [];
  const pending = [root];
  while (pending.length > 0) {
    const folder = pending.shift();
    listing(root, folder, await promised(binding.readdir, folder), options, result, pending);
  }
  return result;
}

// --- rm

function rmOptions(options) {
  validateObject(options ?? {}, 'options');
  const { force = false, recursive = false, maxRetries = 0, retryDelay = 100 } = options ?? {};
  validateBoolean(force, 'options.force');
  validateBoolean(recursive, 'options.recursive');
  validateInteger(retryDelay, 'options.retryDelay', 0);
  validateInteger(maxRetries, 'options.maxRetries', 0);
  return { force, recursive };
}

function isDirectoryError(target) {
  return new codes.ERR_FS_EISDIR({ code: 'EISDIR', message: 'is a directory', path: target, syscall: 'rm', errno: 21 });
}

function rmSync(target, given) {
  const options = rmOptions(given);
  let stats;
  try {
    stats = fs.lstatSync(target);
  } catch (error) {
    if (options.force && error.code === 'ENOENT') return;
    throw Object.assign(error, { syscall: 'rm', message: error.message.replace(', lstat ', ', rm ') });
  }
  if (!stats.isDirectory()) return binding.unlink(target);
  if (!options.recursive) throw isDirectoryError(target);
  removeFolderSync(target);
}

function removeFolderSync(folder) {
  const [names, kinds] = binding.readdir(folder);
  names.forEach((name, i) => {
    const full = path.join(folder, name);
    if (kinds[i] === 2 || (kinds[i] === 0 && fs.lstatSync(full).isDirectory())) removeFolderSync(full);
    else binding.unlink(full);
  });
  binding.rmdir(folder);
}

async function rm(target, given) {
  const options = rmOptions(given);
  let values;
  try {
    values = await promised(binding.lstat, target);
  } catch (error) {
    if (options.force && error.code === 'ENOENT') return;
    throw Object.assign(error, { syscall: 'rm', message: error.message.replace(', lstat ', ', rm ') });
  }
  if ((values[1] & 0o170000) !== 0o040000) return promised(binding.unlink, target);
  if (!options.recursive) throw isDirectoryError(target);
  await removeFolder(target);
}

async function removeFolder(folder) {
  const [names, kinds] = await promised(binding.readdir, folder);
  for (let i = 0; i < names.length; i++) {
    const full = path.join(folder, names[i]);
    if (kinds[i] === 2 || (kinds[i] === 0 && fs.lstatSync(full).isDirectory())) await removeFolder(full);
    else await promised(binding.unlink, full);
  }
  await promised(binding.rmdir, folder);
}

// --- cp

function cpOptions(options) {
  const result = { dereference: false, errorOnExist: false, filter: undefined, force: true, preserveTimestamps: false, recursive: false, verbatimSymlinks: false, mode: 0, ...options };
  for (const name of ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks']) validateBoolean(result[name], `options.${name}`);
  if (result.filter !== undefined) require('internal/validators').validateFunction(result.filter, 'options.filter');
  return result;
}

function cpError(code, message, target, errno, name) {
  return new codes[name]({ message, path: target, syscall: 'cp', errno, code });
}

/** What a copy of one entry is to do; throws when it may not be. */
function checkCopy(source, target, from, to, options) {
  if (to !== undefined) {
    if (from.ino === to.ino && from.dev === to.dev) throw cpError('EINVAL', 'src and dest cannot be the same', target, 22, 'ERR_FS_CP_EINVAL');
    if (from.isDirectory() && !to.isDirectory()) throw cpError('EISDIR', `cannot overwrite non-directory ${target} with directory ${source}`, target, 20, 'ERR_FS_CP_DIR_TO_NON_DIR');
    if (!from.isDirectory() && to.isDirectory()) throw cpError('ENOTDIR', `cannot overwrite directory ${target} with non-directory ${source}`, target, 20, 'ERR_FS_CP_NON_DIR_TO_DIR');
  }
  if (from.isDirectory()) {
    if (!options.recursive) throw cpError('EISDIR', `Recursive option not enabled, cannot copy a directory: ${source}`, source, 21, 'ERR_FS_EISDIR');
    if (`${path.resolve(target)}/`.startsWith(`${path.resolve(source)}/`)) {
      throw cpError('EINVAL', `cannot copy ${source} to a subdirectory of self ${target}`, target, 22, 'ERR_FS_CP_EINVAL');
    }
  }
}

function copyEntrySync(source, target, options) {
  const from = options.dereference ? fs.statSync(source) : fs.lstatSync(source);
  const to = (options.dereference ? fs.statSync : fs.lstatSync)(target, { throwIfNoEntry: false });
  checkCopy(source, target, from, to, options);
  if (from.isDirectory()) {
    if (to === undefined) mkdirRecursiveSync(target, from.mode & 0o777);
    for (const name of binding.readdir(source)[0]) {
      const [a, b] = [path.join(source, name), path.join(target, name)];
      if (options.filter && !options.filter(a, b)) continue;
      copyEntrySync(a, b, options);
    }
    return;
  }
  if (to === undefined) mkdirRecursiveSync(path.dirname(path.resolve(target)), 0o777);
  else if (options.force) fs.unlinkSync(target);
  else if (options.errorOnExist) throw cpError('EEXIST', `${target} already exists`, target, 17, 'ERR_FS_CP_EEXIST');
  else return;
  if (from.isSymbolicLink()) {
    const link = fs.readlinkSync(source);
    fs.symlinkSync(options.verbatimSymlinks || path.isAbsolute(link) ? link : path.resolve(path.dirname(source), link), target);
  } else if (from.isFile()) {
    fs.copyFileSync(source, target, options.mode);
    if (options.preserveTimestamps) fs.utimesSync(target, from.atime, from.mtime);
  } else {
    throw cpError('EINVAL', `cannot copy an unknown file type: ${target}`, target, 22, 'ERR_FS_CP_UNKNOWN');
  }
}

function cpSync(source, target, given) {
  const options = cpOptions(given);
  if (options.filter && !options.filter(source, target)) return;
  copyEntrySync(source, target, options);
}

// NOTE: the work of the asynchronous form is done in one turn, because few programs copy trees while they serve.
async function cp(source, target, given) {
  const options = cpOptions(given);
  const { filter } = options;
  if (filter && !(await filter(source, target))) return;
  if (filter) options.filter = (a, b) => {
    const answer = filter(a, b);
    if (answer && typeof answer.then === 'function') throw new codes.ERR_INVALID_RETURN_VALUE('boolean', 'filter', answer);
    return answer;
  };
  copyEntrySync(source, target, options);
}

// --- Dir

class Dir {
  #path;
  #entries;
  #next = 0;
  #closed = false;

  constructor(target, entries) {
    if (entries === undefined) throw new codes.ERR_MISSING_ARGS('handle');
    this.#path = target;
    this.#entries = entries;
  }

  get path() {
    return this.#path;
  }

  #check() {
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
  }

  readSync() {
    this.#check();
    return this.#next < this.#entries.length ? this.#entries[this.#next++] : null;
  }

  read(callback) {
    if (callback === undefined) return (async () => this.readSync())();
    const entry = this.readSync();
    process.nextTick(callback, null, entry);
  }

  closeSync() {
    this.#check();
    this.#closed = true;
  }

  close(callback) {
    if (callback === undefined) return (async () => this.closeSync())();
    this.closeSync();
    process.nextTick(callback, null);
  }

  async* entries() {
    try {
      for (let entry; (entry = this.readSync()) !== null;) yield entry;
    } finally {
      if (!this.#closed) this.closeSync();
    }
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, { __proto__: null, value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true });

module.exports = { Dir, cp, cpSync, mkdirRecursive, mkdirRecursiveSync, readdirRecursive, readdirRecursiveSync, rm, rmSync };
