'use strict';
// The querystring module. https://nodejs.org/docs/latest-v20.x/api/querystring.html

const hexDigits = '0123456789ABCDEF';

function hexValue(code) {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 70) return code - 55;
  if (code >= 97 && code <= 102) return code - 87;
  return -1;
}

/** Decodes %XX sequences; what is not one stays as it is. */
function unescapeBuffer(text, decodeSpaces) {
  const out = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (decodeSpaces && code === 43) {
      code = 32;
    } else if (code === 37 && i + 2 < text.length) {
      const high = hexValue(text.charCodeAt(i + 1));
      const low = hexValue(text.charCodeAt(i + 2));
      if (high >= 0 && low >= 0) {
        code = high * 16 + low;
        i += 2;
      }
    }
    out[length++] = code;
  }
  return out.slice(0, length);
}

/** querystring.unescape(str): decodeURIComponent, and byte by byte when that throws. */
function qsUnescape(text, decodeSpaces) {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text, decodeSpaces).toString();
  }
}

function isPlain(code) {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) ||
    code === 45 || code === 46 || code === 95 || code === 126 || code === 33 || (code >= 39 && code <= 42);
}

function percent(byte) {
  return `%${hexDigits[byte >> 4]}${hexDigits[byte & 15]}`;
}

/** querystring.escape(str) */
function qsEscape(value) {
  if (typeof value !== 'string') {
    if (typeof value === 'object') value = String(value);
    else value += '';
  }
  let out = '';
  let last = 0;
  for (let i = 0; i < value.length; i++) {
    let code = value.charCodeAt(i);
    if (code < 0x80) {
      if (isPlain(code)) continue;
      out += value.slice(last, i) + percent(code);
      last = i + 1;
      continue;
    }
    out += value.slice(last, i);
    if (code < 0x800) {
      out += percent(0xC0 | (code >> 6)) + percent(0x80 | (code & 63));
    } else if (code < 0xD800 || code >= 0xE000) {
      out += percent(0xE0 | (code >> 12)) + percent(0x80 | ((code >> 6) & 63)) + percent(0x80 | (code & 63));
    } else {
      i++;
      // A lone surrogate at the end has no encoding.
      if (i >= value.length) throw new (require('internal/errors').codes.ERR_INVALID_URI)();
      code = 0x10000 + (((code & 0x3FF) << 10) | (value.charCodeAt(i) & 0x3FF));
      out += percent(0xF0 | (code >> 18)) + percent(0x80 | ((code >> 12) & 63)) + percent(0x80 | ((code >> 6) & 63)) + percent(0x80 | (code & 63));
    }
    last = i + 1;
  }
  return last === 0 ? value : out + value.slice(last);
}

function primitiveText(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return Number.isFinite(value) ? `${value}` : '';
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
    default: return '';
  }
}

/** querystring.stringify(obj[, sep[, eq[, options]]]) */
function stringify(object, separator, equals, options) {
  separator ||= '&';
  equals ||= '=';
  let encode = module.exports.escape;
  if (options && typeof options.encodeURIComponent === 'function') encode = options.encodeURIComponent;
  const encodeValue = (value) => {
    const text = primitiveText(value);
    return text.length === 0 ? '' : encode(text);
  };
  if (object === null || typeof object !== 'object') return '';
  let out = '';
  for (const key of Object.keys(object)) {
    const value = object[key];
    const start = encodeValue(key) + equals;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        if (out) out += separator;
        out += start + encodeValue(value[i]);
      }
    } else {
      if (out) out += separator;
      out += start + encodeValue(value);
    }
  }
  return out;
}

function decodeWith(text, decoder) {
  try {
    return decoder(text);
  } catch {
    return qsUnescape(text, true);
  }
}

/** querystring.parse(str[, sep[, eq[, options]]]) */
function parse(text, separator, equals, options) {
  const result = { __proto__: null };
  if (typeof text !== 'string' || text.length === 0) return result;
  separator = separator ? `${separator}` : '&';
  equals = equals ? `${equals}` : '=';
  let left = 1000;
  if (options && typeof options.maxKeys === 'number') left = options.maxKeys > 0 ? options.maxKeys : -1;
  let decode = module.exports.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const custom = decode !== qsUnescape;
  let position = 0;
  while (position <= text.length) {
    let end = text.indexOf(separator, position);
    if (end === -1) end = text.length;
    if (end > position) {
      const split = text.indexOf(equals, position);
      const has = split !== -1 && split < end;
      add(result, part(text, position, has ? split : end, decode, custom), has ? part(text, split + equals.length, end, decode, custom) : '');
      if (--left === 0) break;
    }
    position = end + separator.length;
  }
  return result;
}

function part(text, from, to, decode, custom) {
  if (from >= to) return '';
  let piece = text.slice(from, to);
  const plus = piece.includes('+');
  if (plus) piece = piece.replaceAll('+', custom ? '%20' : ' ');
  return custom || piece.includes('%') ? decodeWith(piece, decode) : piece;
}

function add(result, key, value) {
  const existing = result[key];
  if (existing === undefined) result[key] = value;
  else if (typeof existing === 'string') result[key] = [existing, value];
  else existing[existing.length] = value;
}

module.exports = {
  unescapeBuffer,
  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
