'use strict';
// internal/path/win32: the Windows half of the path module, usable on every platform.
// https://nodejs.org/docs/latest-v20.x/api/path.html#windows-vs-posix

const { validateString } = require('internal/validators');
const posix = require('internal/path/posix');

function isSeparator(code) { return code === 47 || code === 92; }
function isLetter(code) { return (code >= 65 && code <= 90) || (code >= 97 && code <= 122); }

/**
 * Splits the root off: { device, root, absolute }. `device` is `C:` or `\\server\share`, `root` the number of leading
 * characters that the root takes, `isUNC` and `slash` whether it is a share and whether a separator follows the device.
 */
function splitRoot(path) {
  const { length } = path;
  const first = length > 0 ? path.charCodeAt(0) : 0;
  if (isSeparator(first)) {
    if (length > 1 && isSeparator(path.charCodeAt(1))) {
      let j = 2;
      let last = j;
      while (j < length && !isSeparator(path.charCodeAt(j))) j++;
      if (j < length && j !== last) {
        const server = path.slice(last, j);
        last = j;
        while (j < length && isSeparator(path.charCodeAt(j))) j++;
        if (j < length && j !== last) {
          last = j;
          while (j < length && !isSeparator(path.charCodeAt(j))) j++;
          if (j !== last) {
            if (server === '.' || server === '?') {
              // A device path: \\.\ or \\?\ is the device, what follows is its first segment.
              return { device: `\\\\${server}`, root: 4, absolute: true, isUNC: true, end: j, shareEnd: j, server, isDevice: true };
            }
            return { device: `\\\\${server}\\${path.slice(last, j)}`, root: j < length ? j + 1 : j, absolute: true, isUNC: true, end: j, isDevice: false };
          }
        }
      }
    }
    return { device: '', root: 1, absolute: true, isUNC: false, end: 1, isDevice: false };
  }
  if (length > 1 && isLetter(first) && path.charCodeAt(1) === 58) {
    const absolute = length > 2 && isSeparator(path.charCodeAt(2));
    return { device: path.slice(0, 2), root: absolute ? 3 : 2, absolute, isUNC: false, end: 2, isDevice: false };
  }
  return { device: '', root: 0, absolute: false, isUNC: false, end: 0, isDevice: false };
}

function normalizeTail(tail, allowAboveRoot) {
  return posix.normalizeSegments(tail, allowAboveRoot, '\\', isSeparator);
}

/** path.win32.resolve([...paths]) */
function resolve(...args) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = args.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = args[i];
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
    } else if (device.length === 0) {
      path = process.cwd();
    } else {
      // A drive has a current directory of its own, kept in an environment variable.
      path = process.env[`=${device}`] || process.cwd();
      if (path === undefined || (path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path.charCodeAt(2) === 92)) path = `${device}\\`;
    }
    const root = splitRoot(path);
    if (root.device.length > 0) {
      if (device.length > 0) {
        if (root.device.toLowerCase() !== device.toLowerCase()) continue;
      } else {
        device = root.device;
      }
    }
    if (absolute) {
      if (device.length > 0) break;
    } else {
      tail = `${path.slice(root.root)}\\${tail}`;
      absolute = root.absolute;
      if (root.absolute && device.length > 0) break;
    }
  }
  tail = normalizeTail(tail, !absolute);
  return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
}

/** path.win32.normalize(path) */
function normalize(path) {
  validateString(path, 'path');
  const { length } = path;
  if (length === 0) return '.';
  if (length === 1) return path.charCodeAt(0) === 47 ? '\\' : path;
  const root = splitRoot(path);
  if (root.isUNC && !root.isDevice && root.end === length) return `${root.device}\\`;
  let tail = root.root < length ? normalizeTail(path.slice(root.root), !root.absolute) : '';
  if (tail.length === 0 && !root.absolute) tail = '.';
  if (tail.length > 0 && isSeparator(path.charCodeAt(length - 1))) tail += '\\';
  if (!root.absolute && root.device === '' && path.includes(':')) {
    // What looks like a drive only after normalizing must not become one.
    if (tail.length >= 2 && isLetter(tail.charCodeAt(0)) && tail.charCodeAt(1) === 58) return `.\\${tail}`;
    let index = path.indexOf(':');
    do {
      if (index === length - 1 || isSeparator(path.charCodeAt(index + 1))) return `.\\${tail}`;
    } while ((index = path.indexOf(':', index + 1)) !== -1);
  }
  if (root.device === '') return root.absolute ? `\\${tail}` : tail;
  return root.absolute ? `${root.device}\\${tail}` : `${root.device}${tail}`;
}

/** path.win32.isAbsolute(path) */
function isAbsolute(path) {
  validateString(path, 'path');
  if (path.length === 0) return false;
  const code = path.charCodeAt(0);
  return isSeparator(code) || (path.length > 2 && isLetter(code) && path.charCodeAt(1) === 58 && isSeparator(path.charCodeAt(2)));
}

/** path.win32.join([...paths]) */
function join(...args) {
  let joined;
  let first;
  for (let i = 0; i < args.length; i++) {
    validateString(args[i], 'path');
    if (args[i].length > 0) {
      if (joined === undefined) joined = first = args[i];
      else joined += `\\${args[i]}`;
    }
  }
  if (joined === undefined) return '.';
  // Joining must not make a UNC root of what was none: only a first part that is one keeps both slashes.
  let needsReplace = true;
  let slashes = 0;
  if (isSeparator(first.charCodeAt(0))) {
    slashes++;
    if (first.length > 1 && isSeparator(first.charCodeAt(1))) {
      slashes++;
      if (first.length > 2) {
        if (isSeparator(first.charCodeAt(2))) slashes++;
        else needsReplace = false;
      }
    }
  }
  if (needsReplace) {
    while (slashes < joined.length && isSeparator(joined.charCodeAt(slashes))) slashes++;
    if (slashes >= 2) joined = `\\${joined.slice(slashes)}`;
  }
  return normalize(joined);
}

/** path.win32.relative(from, to) */
function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const fromFull = resolve(from);
  const toFull = resolve(to);
  if (fromFull === toFull || fromFull.toLowerCase() === toFull.toLowerCase()) return '';
  const trim = (s) => s.replace(/^\\+|\\+$/g, '');
  const a = trim(fromFull);
  const b = trim(toFull);
  const partsA = a.toLowerCase().split('\\');
  const partsB = b.split('\\');
  const lowerB = b.toLowerCase().split('\\');
  let common = 0;
  while (common < partsA.length && common < partsB.length && partsA[common] === lowerB[common]) common++;
  if (common === 0) return toFull;
  const out = [];
  for (let i = common; i < partsA.length; i++) out.push('..');
  for (let i = common; i < partsB.length; i++) out.push(partsB[i]);
  return out.join('\\');
}

/** path.win32.toNamespacedPath(path) */
function toNamespacedPath(path) {
  if (typeof path !== 'string' || path.length === 0) return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (resolved.charCodeAt(0) === 92) {
    if (resolved.charCodeAt(1) === 92) {
      const code = resolved.charCodeAt(2);
      if (code !== 63 && code !== 46) return `\\\\?\\UNC\\${resolved.slice(2)}`;
    }
  } else if (isLetter(resolved.charCodeAt(0)) && resolved.charCodeAt(1) === 58 && resolved.charCodeAt(2) === 92) {
    return `\\\\?\\${resolved}`;
  }
  return resolved;
}

/** Where the root of dirname, basename and parse ends: the drive, the share or the leading separator. */
function rootEnd(path) {
  const root = splitRoot(path);
  if (root.isDevice) return root.shareEnd < path.length ? root.shareEnd + 1 : root.shareEnd;
  return root.root;
}

/** path.win32.dirname(path) */
function dirname(path) {
  validateString(path, 'path');
  const { length } = path;
  if (length === 0) return '.';
  if (length === 1) return isSeparator(path.charCodeAt(0)) ? path : '.';
  const root = rootEnd(path);
  const split = splitRoot(path);
  if (split.isUNC && split.end === length) return path;
  let end = length;
  while (end > root && isSeparator(path.charCodeAt(end - 1))) end--;
  let slash = end - 1;
  while (slash >= root && !isSeparator(path.charCodeAt(slash))) slash--;
  if (slash < root) return root === 0 ? '.' : path.slice(0, root);
  return path.slice(0, slash);
}

/** path.win32.basename(path[, suffix]) */
function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  const from = path.length >= 2 && isLetter(path.charCodeAt(0)) && path.charCodeAt(1) === 58 ? 2 : 0;
  let end = path.length;
  while (end > from && isSeparator(path.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > from && !isSeparator(path.charCodeAt(start - 1))) start--;
  const name = path.slice(start, end);
  if (suffix !== undefined && suffix.length > 0) {
    if (suffix === path) return '';
    if (suffix !== name && name.endsWith(suffix)) return name.slice(0, -suffix.length);
  }
  return name;
}

/** path.win32.extname(path) */
function extname(path) {
  validateString(path, 'path');
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name === '..' ? '' : name.slice(dot);
}

/** path.win32.format(pathObject) */
function format(pathObject) { return posix.formatWith('\\', pathObject); }

/** path.win32.parse(path) */
function parse(path) {
  validateString(path, 'path');
  if (path.length === 0) return posix.parseObject('', '', '', '', '');
  const end = rootEnd(path);
  const root = path.slice(0, end);
  if (end === path.length) return posix.parseObject(root, root, '', '', '');
  const tail = path.slice(end);
  const base = basename(tail.includes(':') ? `\\${tail}` : tail);
  if (base === '') return posix.parseObject(root, root, '', '', '');
  const dot = base.lastIndexOf('.');
  const ext = dot <= 0 || base === '..' ? '' : base.slice(dot);
  let last = path.length;
  while (last > end && isSeparator(path.charCodeAt(last - 1))) last--;
  const start = last - base.length;
  const dir = start > end ? path.slice(0, start - 1) : root;
  return posix.parseObject(root, dir, base, ext, ext === '' ? base : base.slice(0, -ext.length));
}

module.exports = {
  basename, delimiter: ';', dirname, extname, format, isAbsolute, join, normalize, parse, relative, resolve, sep: '\\', toNamespacedPath,
};
