'use strict';
// internal/path/posix: the POSIX half of the path module. https://nodejs.org/docs/latest-v20.x/api/path.html

const { validateObject, validateString } = require('internal/validators');

function parseObject(root, dir, base, ext, name) {
  return { root, dir, base, ext, name };
}

/** Resolves `.` and `..` segments. `isSeparator(code)` and `separator` make it serve Windows paths as well. */
function normalizeSegments(path, allowAboveRoot, separator, isSeparator) {
  let result = '';
  let lastSegmentLength = 0;
  let lastSlash = -1;
  let dots = 0;
  for (let i = 0; i <= path.length; i++) {
    const code = i < path.length ? path.charCodeAt(i) : 47;
    if (i === path.length && path.length > 0 && isSeparator(path.charCodeAt(i - 1))) break;
    if (isSeparator(code)) {
      if (lastSlash === i - 1 || dots === 1) {
        // An empty segment or a single dot adds nothing.
      } else if (dots === 2) {
        if (result.length < 2 || lastSegmentLength !== 2 || !result.endsWith('..')) {
          if (result.length > 2) {
            const cut = result.lastIndexOf(separator);
            if (cut === -1) {
              result = '';
              lastSegmentLength = 0;
            } else {
              result = result.slice(0, cut);
              lastSegmentLength = result.length - 1 - result.lastIndexOf(separator);
            }
            lastSlash = i;
            dots = 0;
            continue;
          } else if (result.length !== 0) {
            result = '';
            lastSegmentLength = 0;
            lastSlash = i;
            dots = 0;
            continue;
          }
        }
        if (allowAboveRoot) {
          result += result.length > 0 ? `${separator}..` : '..';
          lastSegmentLength = 2;
        }
      } else {
        const segment = path.slice(lastSlash + 1, i);
        result = result.length > 0 ? `${result}${separator}${segment}` : segment;
        lastSegmentLength = i - lastSlash - 1;
      }
      lastSlash = i;
      dots = 0;
    } else if (code === 46 && dots !== -1) {
      ++dots;
    } else {
      dots = -1;
    }
  }
  return result;
}

function isSlash(code) { return code === 47; }

/** path.resolve([...paths]) */
function resolve(...args) {
  let resolved = '';
  let absolute = false;
  for (let i = args.length - 1; i >= -1 && !absolute; i--) {
    const path = i >= 0 ? args[i] : process.cwd();
    validateString(path, i >= 0 ? `paths[${i}]` : 'path');
    if (path.length === 0) continue;
    resolved = `${path}/${resolved}`;
    absolute = path.charCodeAt(0) === 47;
  }
  resolved = normalizeSegments(resolved, !absolute, '/', isSlash);
  if (absolute) return `/${resolved}`;
  return resolved.length > 0 ? resolved : '.';
}

/** path.normalize(path) */
function normalize(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const absolute = path.charCodeAt(0) === 47;
  const trailing = path.charCodeAt(path.length - 1) === 47;
  path = normalizeSegments(path, !absolute, '/', isSlash);
  if (path.length === 0) {
    if (absolute) return '/';
    return trailing ? './' : '.';
  }
  if (trailing) path += '/';
  return absolute ? `/${path}` : path;
}

/** path.isAbsolute(path) */
function isAbsolute(path) {
  validateString(path, 'path');
  return path.length > 0 && path.charCodeAt(0) === 47;
}

/** path.join([...paths]) */
function join(...args) {
  let joined = '';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    validateString(arg, 'path');
    if (arg.length > 0) joined = joined === '' ? arg : `${joined}/${arg}`;
  }
  return joined === '' ? '.' : normalize(joined);
}

/** path.relative(from, to) */
function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  from = resolve(from);
  to = resolve(to);
  if (from === to) return '';
  const a = from === '/' ? [] : from.slice(1).split('/');
  const b = to === '/' ? [] : to.slice(1).split('/');
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  const out = [];
  for (let i = common; i < a.length; i++) out.push('..');
  for (let i = common; i < b.length; i++) out.push(b[i]);
  return out.join('/');
}

function toNamespacedPath(path) { return path; }

/** path.dirname(path) */
function dirname(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === 47) end--;
  let slash = end - 1;
  while (slash >= 0 && path.charCodeAt(slash) !== 47) slash--;
  if (slash === -1) return '.';
  // The run of slashes before the last segment belongs to neither, except "//" at the very start.
  if (slash === 0) return '/';
  if (slash === 1 && path.charCodeAt(0) === 47) return '//';
  return path.slice(0, slash);
}

/** path.basename(path[, suffix]) */
function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 47) end--;
  let start = end;
  while (start > 0 && path.charCodeAt(start - 1) !== 47) start--;
  const name = path.slice(start, end);
  if (suffix !== undefined && suffix.length > 0) {
    if (suffix === path) return '';
    if (suffix !== name && name.endsWith(suffix)) return name.slice(0, -suffix.length);
  }
  return name;
}

/** path.extname(path) */
function extname(path) {
  validateString(path, 'path');
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name === '..' ? '' : name.slice(dot);
}

/** path.format(pathObject) */
function format(pathObject) { return formatWith('/', pathObject); }

function formatWith(separator, pathObject) {
  validateObject(pathObject, 'pathObject');
  const directory = pathObject.dir || pathObject.root;
  const { ext } = pathObject;
  const base = pathObject.base || `${pathObject.name || ''}${ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : ''}`;
  if (!directory) return base;
  return directory === pathObject.root ? `${directory}${base}` : `${directory}${separator}${base}`;
}

/** path.parse(path) */
function parse(path) {
  validateString(path, 'path');
  if (path.length === 0) return parseObject('', '', '', '', '');
  const root = path.charCodeAt(0) === 47 ? '/' : '';
  const base = basename(path);
  const ext = extname(path);
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 47) end--;
  const start = end - base.length;
  const dir = start > 1 ? path.slice(0, start - 1) : root;
  return parseObject(root, dir || root, base, ext, ext === '' ? base : base.slice(0, -ext.length));
}

module.exports = {
  basename, delimiter: ':', dirname, extname, format, formatWith, isAbsolute, join, normalize, normalizeSegments, parse, parseObject, relative,
  resolve, sep: '/', toNamespacedPath,
};
