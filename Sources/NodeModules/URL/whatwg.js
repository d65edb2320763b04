'use strict';
// internal/url: the URL class and conversions between URLs and paths.
// https://nodejs.org/docs/latest-v20.x/api/url.html#the-whatwg-url-api, https://url.spec.whatwg.org/#url-class

const { codes } = require('internal/errors');
const { customInspectSymbol, enumerableMethods } = require('internal/util');
const parser = require('internal/url/parser');
const { URLSearchParams, attachParams } = require('internal/url/search_params');

const { encodeSets, isSpecial, percentEncode } = parser;

class URL {
  #record;
  #params = null;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const record = parseWithBase(input, base);
    if (record === null) throw invalidURL(input, base);
    this.#record = record;
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    return parseWithBase(`${url}`, base === undefined ? undefined : `${base}`) !== null;
  }
  static parse(url, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }
  static createObjectURL() { throw new codes.ERR_NOT_SUPPORTED_IN_RUNTIME('URL.createObjectURL()'); }
  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    throw new codes.ERR_NOT_SUPPORTED_IN_RUNTIME('URL.revokeObjectURL()');
  }

  toString() { return check(this) && this.#record.href; }
  toJSON() { return check(this) && this.#record.href; }

  get href() { return check(this) && this.#record.href; }
  set href(value) {
    check(this);
    value = `${value}`;
    const record = parser.parse(value);
    if (record === null) throw invalidURL(value);
    this.#record = record;
    this.#updateParams();
  }
  get origin() {
    check(this);
    const r = this.#record;
    if (r.protocol === 'blob:') {
      const inner = parser.parse(r.pathname);
      return inner !== null && (inner.protocol === 'http:' || inner.protocol === 'https:') ? `${inner.protocol}//${hostOf(inner)}` : 'null';
    }
    return isSpecial(r.protocol) && r.protocol !== 'file:' ? `${r.protocol}//${hostOf(r)}` : 'null';
  }
  get protocol() { return check(this) && this.#record.protocol; }
  set protocol(value) {
    check(this);
    const match = /^([a-zA-Z][a-zA-Z0-9+.-]*)(?::|$)/.exec(`${value}`.replace(/[\t\n\r]/g, ''));
    if (match === null) return;
    const r = this.#record;
    const protocol = `${match[1].toLowerCase()}:`;
    if (isSpecial(protocol) !== isSpecial(r.protocol)) return;
    if (protocol === 'file:' && (r.username !== '' || r.password !== '' || r.port !== '')) return;
    if (r.protocol === 'file:' && (r.host === '' || r.host === null)) return;
    r.protocol = protocol;
    if (r.port === parser.specialPorts[protocol]) r.port = '';
  }
  get username() { return check(this) && this.#record.username; }
  set username(value) {
    check(this);
    value = `${value}`;
    if (this.#canHavePort()) this.#record.username = percentEncode(value, encodeSets.userinfo);
  }
  get password() { return check(this) && this.#record.password; }
  set password(value) {
    check(this);
    value = `${value}`;
    if (this.#canHavePort()) this.#record.password = percentEncode(value, encodeSets.userinfo);
  }
  #canHavePort() {
    const r = this.#record;
    return r.host !== null && r.host !== '' && r.protocol !== 'file:';
  }
  get host() { return check(this) && hostOf(this.#record); }
  set host(value) {
    check(this);
    this.#setHost(`${value}`, true);
  }
  get hostname() { return check(this) && (this.#record.host ?? ''); }
  set hostname(value) {
    check(this);
    this.#setHost(`${value}`, false);
  }
  #setHost(value, withPort) {
    const r = this.#record;
    if (r.opaque) return;
    value = value.replace(/[\t\n\r]/g, '');
    const end = value.search(isSpecial(r.protocol) ? /[/\\?#]/ : /[/?#]/);
    if (end !== -1) value = value.slice(0, end);
    const bracketed = value[0] === '[';
    const colon = value.indexOf(':', bracketed ? Math.max(value.indexOf(']'), 0) : 0);
    if (colon !== -1 && !withPort) return;
    const host = colon === -1 ? value : value.slice(0, colon);
    const port = colon === -1 ? '' : /^[0-9]*/.exec(value.slice(colon + 1))[0];
    if (host === '' && (r.protocol === 'file:' || !isSpecial(r.protocol))) {
      if (r.username !== '' || r.password !== '' || r.port !== '' || colon !== -1) return;
      r.host = '';
      return;
    }
    const copy = Object.assign(Object.create(Object.getPrototypeOf(r)), r);
    if (!parser.parseHostAndPort(copy, host, isSpecial(r.protocol))) return;
    r.host = copy.host === 'localhost' && r.protocol === 'file:' ? '' : copy.host;
    if (port !== '') parser.setPort(r, port);
  }
  get port() { return check(this) && this.#record.port; }
  set port(value) {
    check(this);
    value = `${value}`;
    if (!this.#canHavePort()) return;
    if (value === '') {
      this.#record.port = '';
      return;
    }
    const digits = /^[0-9]+/.exec(value.replace(/[\t\n\r]/g, ''));
    if (digits !== null) parser.setPort(this.#record, digits[0]);
  }
  get pathname() { return check(this) && this.#record.pathname; }
  set pathname(value) {
    check(this);
    const r = this.#record;
    value = `${value}`.replace(/[\t\n\r]/g, '');
    if (r.opaque) return;
    r.path = [];
    parser.startPath(r, value);
  }
  get search() {
    check(this);
    const { query } = this.#record;
    return query === null || query === '' ? '' : `?${query}`;
  }
  set search(value) {
    check(this);
    value = `${value}`.toWellFormed().replace(/[\t\n\r]/g, '');
    const r = this.#record;
    if (value === '') r.query = null;
    else r.query = percentEncode(value[0] === '?' ? value.slice(1) : value, isSpecial(r.protocol) ? encodeSets.specialQuery : encodeSets.query);
    this.#updateParams();
  }
  get searchParams() {
    check(this);
    if (this.#params === null) {
      this.#params = new URLSearchParams();
      this.#updateParams();
    }
    return this.#params;
  }
  #updateParams() {
    if (this.#params === null) return;
    attachParams(this.#params, this.#record.query ?? '', (text) => {
      this.#record.query = text === '' ? null : text;
    });
  }
  get hash() {
    check(this);
    const { fragment } = this.#record;
    return fragment === null || fragment === '' ? '' : `#${fragment}`;
  }
  set hash(value) {
    check(this);
    value = `${value}`.replace(/[\t\n\r]/g, '');
    this.#record.fragment = value === '' ? null : percentEncode(value[0] === '#' ? value.slice(1) : value, encodeSets.fragment);
  }

  static _isURL(value) { return typeof value === 'object' && value !== null && #record in value; }

  [customInspectSymbol](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = Object.create({ constructor: this.constructor === URL ? URL : this.constructor });
    for (const key of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash']) {
      shown[key] = this[key];
    }
    return `${this.constructor.name} ${inspect(Object.assign({}, shown), options)}`;
  }
}

const isURLObject = URL._isURL;
delete URL._isURL;
function check(value) {
  if (!isURLObject(value)) throw new codes.ERR_INVALID_THIS('URL');
  return true;
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { __proto__: null, value: 'URL', writable: false, enumerable: false, configurable: true });
enumerableMethods(URL.prototype, ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
  'searchParams', 'hash', 'toString', 'toJSON']);
for (const name of ['canParse', 'createObjectURL', 'revokeObjectURL']) Object.defineProperty(URL, name, { __proto__: null, enumerable: true });

/** NOTE: unlike other coded errors this one's stack has no code in its header: so in Node. */
function invalidURL(input, base) {
  const error = new TypeError('Invalid URL');
  error.code = 'ERR_INVALID_URL';
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

function hostOf(record) {
  if (record.host === null) return '';
  return record.port === '' ? record.host : `${record.host}:${record.port}`;
}

function parseWithBase(input, base) {
  let baseRecord;
  if (base !== undefined) {
    baseRecord = parser.parse(base);
    if (baseRecord === null) return null;
  }
  return parser.parse(input, baseRecord);
}

/** Whether the value looks like a WHATWG URL, also one of another implementation. */
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

/** url.fileURLToPath(url) */
function fileURLToPath(path) {
  if (typeof path === 'string') path = new URL(path);
  else if (!isURL(path)) throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw new codes.ERR_INVALID_URL_SCHEME('file');
  if (path.hostname !== '') throw new codes.ERR_INVALID_FILE_URL_HOST(process.platform);
  const { pathname } = path;
  if (/%2f/i.test(pathname)) throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded / characters');
  return decodeURIComponent(pathname);
}

/** url.pathToFileURL(path) */
function pathToFileURL(filepath) {
  require('internal/validators').validateString(filepath, 'path');
  let resolved = require('path').resolve(filepath);
  // resolve() drops a trailing slash, which matters in a URL.
  if (filepath.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  const escaped = resolved.replace(/[%\\\n\r\t?#]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  return new URL(`file://${escaped}`);
}

/** url.domainToASCII(domain) */
function domainToASCII(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  return parser.parse(`ws://${domain}`)?.host ?? '';
}

/** url.domainToUnicode(domain) */
function domainToUnicode(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  const host = parser.parse(`ws://${domain}`)?.host ?? '';
  return require('punycode').toUnicode(host);
}

/** url.urlToHttpOptions(url) */
function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

module.exports = { URL, URLSearchParams, domainToASCII, domainToUnicode, fileURLToPath, isURL, pathToFileURL, urlToHttpOptions };
