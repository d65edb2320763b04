'use strict';
// internal/url/parser: the basic URL parser. https://url.spec.whatwg.org/#concept-basic-url-parser
// Instead of a state machine over characters, each part is cut out by searching its delimiters; the results are the same.

const { parseHost } = require('internal/url/host');

const specialPorts = { __proto__: null, 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' };
function isSpecial(protocol) { return specialPorts[protocol] !== undefined; }

/* eslint-disable no-control-regex */
const encodeSets = {
  control: /[\0-\x1F\x7F-\uFFFF]/,
  fragment: /[\0-\x20"<>`\x7F-\uFFFF]/,
  query: /[\0-\x20"#<>\x7F-\uFFFF]/,
  specialQuery: /[\0-\x20"#'<>\x7F-\uFFFF]/,
  path: /[\0-\x20"#<>?`{}\x7F-\uFFFF]/,
  userinfo: /[\0-\x20"#/:;<=>?@[\\\]^`{|}\x7F-\uFFFF]/,
};


/** UTF-8 percent-encodes the characters that the set matches. */
function percentEncode(text, set) {
  if (!set.test(text)) return text;
  let out = '';
  for (const char of text) {
    if (!set.test(char)) {
      out += char;
      continue;
    }
    const code = char.codePointAt(0);
    if (code < 0x80) {
      out += `%${code < 16 ? '0' : ''}${code.toString(16).toUpperCase()}`;
    } else {
      out += encodeURIComponent(code >= 0xD800 && code <= 0xDFFF ? '\uFFFD' : char);
    }
  }
  return out;
}

/** The parts of a URL as they are serialized; host null means that there is none. */
class URLRecord {
  constructor() {
    this.protocol = '';
    this.username = '';
    this.password = '';
    this.host = null;
    this.port = '';
    // An array of segments, or a string when the path is opaque.
    this.path = [];
    this.query = null;
    this.fragment = null;
  }
  get opaque() { return typeof this.path === 'string'; }
  get pathname() {
    if (typeof this.path === 'string') return this.path;
    return this.path.length === 0 ? '' : `/${this.path.join('/')}`;
  }
  get href() {
    let out = this.protocol;
    if (this.host !== null) {
      out += '//';
      if (this.username !== '' || this.password !== '') out += `${this.username}${this.password === '' ? '' : `:${this.password}`}@`;
      out += this.host;
      if (this.port !== '') out += `:${this.port}`;
    } else if (typeof this.path !== 'string' && this.path.length > 1 && this.path[0] === '') {
      out += '/.';
    }
    out += this.pathname;
    if (this.query !== null) out += `?${this.query}`;
    if (this.fragment !== null) out += `#${this.fragment}`;
    return out;
  }
}

const driveLetter = /^[a-zA-Z][:|]$/;
const startsWithDrive = /^[a-zA-Z][:|](?:[/\\?#]|$)/;

function isSingleDot(segment) { return segment === '.' || /^%2e$/i.test(segment); }
function isDoubleDot(segment) { return segment === '..' || /^(?:\.|%2e)(?:\.|%2e)$/i.test(segment); }

function shorten(record) {
  if (record.protocol === 'file:' && record.path.length === 1 && /^[a-zA-Z]:$/.test(record.path[0])) return;
  record.path.pop();
}

/** Appends the segments of `text` to record.path, resolving dots. */
function parsePath(record, text) {
  const special = isSpecial(record.protocol);
  const segments = special ? text.split(/[/\\]/) : text.split('/');
  for (let i = 0; i < segments.length; i++) {
    const last = i === segments.length - 1;
    let segment = percentEncode(segments[i], encodeSets.path);
    if (isDoubleDot(segment)) {
      shorten(record);
      if (last) record.path.push('');
    } else if (isSingleDot(segment)) {
      if (last) record.path.push('');
    } else {
      if (record.protocol === 'file:' && record.path.length === 0 && driveLetter.test(segment)) segment = `${segment[0]}:`;
      record.path.push(segment);
    }
  }
}

/** Sets the path from text that follows the authority; a leading slash is dropped. */
function startPath(record, text) {
  const special = isSpecial(record.protocol);
  if (text === '' && !special) return;
  if (text[0] === '/' || (special && text[0] === '\\')) text = text.slice(1);
  parsePath(record, text);
}

/** Reads `user:password@host:port`; answers whether it is valid. */
function parseAuthority(record, text) {
  const special = isSpecial(record.protocol);
  const at = text.lastIndexOf('@');
  let hostPart = text;
  if (at !== -1) {
    const credentials = text.slice(0, at);
    const colon = credentials.indexOf(':');
    record.username = percentEncode(colon === -1 ? credentials : credentials.slice(0, colon), encodeSets.userinfo);
    record.password = colon === -1 ? '' : percentEncode(credentials.slice(colon + 1), encodeSets.userinfo);
    hostPart = text.slice(at + 1);
    if (hostPart === '') return false;
  }
  return parseHostAndPort(record, hostPart, special);
}

function parseHostAndPort(record, hostPart, special) {
  const bracket = hostPart.lastIndexOf(']');
  const colon = hostPart.indexOf(':', hostPart[0] === '[' ? (bracket === -1 ? hostPart.length : bracket) : 0);
  const host = colon === -1 ? hostPart : hostPart.slice(0, colon);
  if (host === '' && (special || colon !== -1)) return false;
  if (host === '') {
    record.host = '';
    return true;
  }
  const parsed = parseHost(host, special, (t) => percentEncode(t, encodeSets.control));
  if (parsed === null) return false;
  record.host = parsed;
  return colon === -1 || setPort(record, hostPart.slice(colon + 1));
}

function setPort(record, text) {
  if (text === '') return true;
  if (!/^[0-9]+$/.test(text) || +text > 65535) return false;
  const port = String(+text);
  record.port = port === specialPorts[record.protocol] ? '' : port;
  return true;
}

function cut(text, expression) {
  const at = text.search(expression);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function copyAuthority(record, base) {
  record.username = base.username;
  record.password = base.password;
  record.host = base.host;
  record.port = base.port;
}

/** Parses the input against an optional base record; answers a URLRecord, or null when it is invalid. */
function parse(input, base) {
  input = input.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');
  if (/[\t\n\r]/.test(input)) input = input.replace(/[\t\n\r]/g, '');
  const record = new URLRecord();
  let rest = input;
  const hash = rest.indexOf('#');
  let fragment = null;
  if (hash !== -1) {
    fragment = rest.slice(hash + 1);
    rest = rest.slice(0, hash);
  }
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(rest);
  let query = null;
  const takeQuery = () => {
    const mark = rest.indexOf('?');
    if (mark !== -1) {
      query = rest.slice(mark + 1);
      rest = rest.slice(0, mark);
    }
  };
  let ok = true;
  if (scheme !== null) {
    record.protocol = scheme[0].toLowerCase();
    rest = rest.slice(scheme[0].length);
    takeQuery();
    if (record.protocol === 'file:') {
      ok = parseFile(record, rest, base?.protocol === 'file:' ? base : null, query);
    } else if (isSpecial(record.protocol)) {
      if (base && base.protocol === record.protocol && !/^[/\\]{2}/.test(rest) && !/^\/\//.test(rest)) ok = parseRelative(record, rest, base, query);
      else ok = parseAfterSlashes(record, rest.replace(/^[/\\]*/, ''));
    } else if (rest.startsWith('//')) {
      ok = parseAfterSlashes(record, rest.slice(2));
    } else if (rest[0] === '/') {
      startPath(record, rest);
    } else {
      record.path = percentEncode(rest, encodeSets.control);
    }
  } else {
    if (!base) return null;
    if (base.opaque) {
      if (rest !== '' || hash === -1) return null;
      Object.assign(record, { protocol: base.protocol, path: base.path, query: base.query });
    } else {
      record.protocol = base.protocol;
      takeQuery();
      ok = base.protocol === 'file:' ? parseFile(record, rest, base, query) : parseRelative(record, rest, base, query);
    }
  }
  if (!ok) return null;
  if (query !== null) record.query = percentEncode(query, isSpecial(record.protocol) ? encodeSets.specialQuery : encodeSets.query);
  if (fragment !== null) record.fragment = percentEncode(fragment, encodeSets.fragment);
  return record;
}

function parseAfterSlashes(record, text) {
  const [authority, path] = cut(text, isSpecial(record.protocol) ? /[/\\]/ : /\//);
  if (!parseAuthority(record, authority)) return false;
  startPath(record, path);
  return true;
}

function parseRelative(record, text, base, query) {
  const special = isSpecial(record.protocol);
  const slash = (c) => c === '/' || (special && c === '\\');
  if (slash(text[0]) && slash(text[1])) {
    return parseAfterSlashes(record, special ? text.replace(/^[/\\]+/, '') : text.slice(2));
  }
  copyAuthority(record, base);
  if (slash(text[0])) {
    startPath(record, text);
    return true;
  }
  record.path = [...base.path];
  if (text === '') {
    if (query === null) record.query = base.query;
    return true;
  }
  record.path.pop();
  parsePath(record, text);
  return true;
}

function parseFile(record, text, base, query) {
  record.host = '';
  if (/^[/\\]{2}/.test(text)) {
    const [host, path] = cut(text.slice(2), /[/\\]/);
    if (driveLetter.test(host)) {
      parsePath(record, text.slice(2));
      return true;
    }
    if (host !== '') {
      const parsed = parseHost(host, true, (t) => t);
      if (parsed === null) return false;
      record.host = parsed === 'localhost' ? '' : parsed;
    }
    startPath(record, path);
    return true;
  }
  if (/^[/\\]/.test(text)) {
    if (base !== null) {
      record.host = base.host;
      if (!startsWithDrive.test(text.slice(1)) && base.path.length > 0 && /^[a-zA-Z]:$/.test(base.path[0])) record.path.push(base.path[0]);
    }
    parsePath(record, text.slice(1));
    return true;
  }
  if (base !== null) {
    record.host = base.host;
    record.path = [...base.path];
    if (text === '') {
      if (query === null) record.query = base.query;
      return true;
    }
    if (startsWithDrive.test(text)) record.path = [];
    else shorten(record);
  }
  parsePath(record, text);
  return true;
}

module.exports = { encodeSets, isSpecial, parse, parseHostAndPort, parsePath, percentEncode, setPort, specialPorts, startPath };
