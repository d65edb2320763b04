'use strict';
// internal/url/legacy: url.parse, url.format and url.resolve.
// https://nodejs.org/docs/latest-v20.x/api/url.html#legacy-url-api

const { codes } = require('internal/errors');
const { validateString } = require('internal/validators');

const slashed = new Set(['http', 'http:', 'https', 'https:', 'ftp', 'ftp:', 'gopher', 'gopher:', 'file', 'file:', 'ws', 'ws:', 'wss', 'wss:']);
const hostless = new Set(['javascript', 'javascript:']);
const simplePath = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const forbiddenInHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function parseQuery(text) {
  return require('querystring').parse(text);
}

/** url.parse(urlString[, parseQueryString[, slashesDenoteHost]]) */
function parse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  const result = new Url();
  result.parse(url, parseQueryString, slashesDenoteHost);
  return result;
}

const escapes = { '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27', '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E', '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D' };
function escapeUnwise(text) {
  return text.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => escapes[c]);
}

Url.prototype.parse = function(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  url = url.replace(/^[\s\uFEFF\u00A0]+|[\s\uFEFF\u00A0]+$/g, '');
  // Backslashes before the query are taken for slashes.
  const mark = url.search(/[?#]/);
  const hasHash = url.includes('#');
  let rest = mark === -1 ? url.replaceAll('\\', '/') : url.slice(0, mark).replaceAll('\\', '/') + url.slice(mark);
  const hasAt = rest.includes('@');
  if (!slashesDenoteHost && !hasHash && !hasAt) {
    const simple = simplePath.exec(rest);
    if (simple) {
      this.path = rest;
      this.href = rest;
      this.pathname = simple[1];
      if (simple[2]) {
        this.search = simple[2];
        this.query = parseQueryString ? parseQuery(this.search.slice(1)) : this.search.slice(1);
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }
  const scheme = /^[a-z0-9.+-]+:/i.exec(rest);
  let protocol;
  let lower;
  if (scheme !== null) {
    protocol = scheme[0];
    lower = protocol.toLowerCase();
    this.protocol = lower;
    rest = rest.slice(protocol.length);
  }
  let slashes;
  if (slashesDenoteHost || protocol || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !(protocol && hostless.has(lower))) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!hostless.has(lower) && (slashes || (protocol && !slashed.has(protocol)))) rest = this.takeHost(rest, url);
  if (!hostless.has(lower)) rest = escapeUnwise(rest);
  const hash = rest.indexOf('#');
  if (hash !== -1) {
    this.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const query = rest.indexOf('?');
  if (query !== -1) {
    this.search = rest.slice(query);
    this.query = rest.slice(query + 1);
    if (parseQueryString) this.query = parseQuery(this.query);
    rest = rest.slice(0, query);
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  if (rest !== '') this.pathname = rest;
  if (slashed.has(lower) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

Url.prototype.takeHost = function(rest, url) {
  // The host ends at the first of these; an at sign before that end closes the credentials.
  let end = rest.search(/[/?#]/);
  if (end === -1) end = rest.length;
  const at = rest.lastIndexOf('@', end - 1);
  let start = 0;
  if (at !== -1 && at < end) {
    this.auth = decodeURIComponent(rest.slice(0, at));
    start = at + 1;
  }
  const cut = rest.slice(start).search(/[\t\n\r "%'<>\\^`{|};]/);
  if (cut !== -1 && start + cut < end) end = start + cut;
  this.host = rest.slice(start, end);
  this.parseHost();
  if (typeof this.hostname !== 'string') this.hostname = '';
  const { hostname } = this;
  const isIPv6 = hostname[0] === '[' && hostname[hostname.length - 1] === ']';
  rest = rest.slice(end);
  if (!isIPv6) {
    const bad = hostname.search(/[^a-zA-Z0-9._+\-*!$&(),=~\u0080-\uFFFF]/);
    if (bad !== -1) {
      if (/[\0\t\n\r #%:<>?@[\]\\^|]/.test(hostname[bad])) {
        throw new codes.ERR_INVALID_URL(url);
      }
      this.hostname = hostname.slice(0, bad);
      rest = `/${hostname.slice(bad)}${rest}`;
    }
  }
  if (this.hostname.length > 255) this.hostname = '';
  else this.hostname = this.hostname.toLowerCase();
  if (this.hostname !== '') {
    if (isIPv6) {
      if (/[\0\t\n\r #%/<>?@\\^|]/.test(this.hostname)) throw new codes.ERR_INVALID_URL(url);
    } else {
      this.hostname = require('punycode').toASCII(this.hostname.normalize('NFKC').toLowerCase());
      if (forbiddenInHost.test(this.hostname)) throw new codes.ERR_INVALID_URL(url);
    }
  }
  this.host = (this.hostname || '') + (this.port ? `:${this.port}` : '');
  if (isIPv6) {
    this.hostname = this.hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
};

Url.prototype.parseHost = function() {
  let { host } = this;
  const match = /:[0-9]*$/.exec(host);
  if (match !== null) {
    if (match[0] !== ':') this.port = match[0].slice(1);
    host = host.slice(0, host.length - match[0].length);
  }
  if (host) this.hostname = host;
};

/** url.format(urlObject[, options]) */
function format(url, options) {
  if (typeof url === 'string') {
    url = parse(url);
  } else if (typeof url !== 'object' || url === null) {
    throw new codes.ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], url);
  } else if (require('internal/url').isURL(url)) {
    return formatWHATWG(url, options);
  }
  return Url.prototype.format.call(url);
}

function formatWHATWG(url, options) {
  if (options) require('internal/validators').validateObject(options, 'options');
  const { fragment = true, unicode = false, search = true, auth = true } = options ?? {};
  const copy = new (require('internal/url').URL)(url.href);
  if (!fragment) copy.hash = '';
  if (!search) copy.search = '';
  if (!auth) {
    copy.username = '';
    copy.password = '';
  }
  const { href } = copy;
  return unicode && copy.hostname ? href.replace(copy.hostname, require('punycode').toUnicode(copy.hostname)) : href;
}

Url.prototype.format = function() {
  let auth = this.auth || '';
  if (auth) auth = `${encodeURIComponent(auth).replace(/%3A/i, ':')}@`;
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  let query = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    host = auth + (this.hostname.includes(':') && this.hostname[0] !== '[' ? `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  if (this.query !== null && typeof this.query === 'object') query = require('querystring').stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  pathname = pathname.replace(/[#?]/g, (c) => (c === '#' ? '%23' : '%3F'));
  if (this.slashes || slashed.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

/** url.resolve(from, to) */
function resolve(source, relative) {
  return parse(source, false, true).resolve(relative);
}
Url.prototype.resolve = function(relative) {
  return this.resolveObject(parse(relative, false, true)).format();
};
function resolveObject(source, relative) {
  return source ? parse(source, false, true).resolveObject(relative) : relative;
}

Url.prototype.resolveObject = function(relative) {
  if (typeof relative === 'string') {
    const parsed = new Url();
    parsed.parse(relative, false, true);
    relative = parsed;
  }
  const result = Object.assign(new Url(), this);
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    for (const key of Object.keys(relative)) if (key !== 'protocol') result[key] = relative[key];
    if (slashed.has(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) {
    if (!slashed.has(relative.protocol)) {
      Object.assign(result, relative);
      result.href = result.format();
      return result;
    }
    result.protocol = relative.protocol;
    if (!relative.host && !/^file:?$/.test(relative.protocol) && !hostless.has(relative.protocol)) {
      const parts = (relative.pathname || '').split('/');
      while (parts.length > 0 && !(relative.host = parts.shift()));
      relative.host ||= '';
      relative.hostname ||= '';
      if (parts[0] !== '') parts.unshift('');
      if (parts.length < 2) parts.unshift('');
      result.pathname = parts.join('/');
    } else {
      result.pathname = relative.pathname;
    }
    result.search = relative.search;
    result.query = relative.query;
    result.host = relative.host || '';
    result.auth = relative.auth;
    result.hostname = relative.hostname || relative.host;
    result.port = relative.port;
    if (result.pathname || result.search) result.path = (result.pathname || '') + (result.search || '');
    result.slashes ||= relative.slashes;
    result.href = result.format();
    return result;
  }
  const isSourceAbs = result.pathname && result.pathname[0] === '/';
  const isRelAbs = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let mustEndAbs = isRelAbs || isSourceAbs || (result.host && relative.pathname);
  const removeAllDots = mustEndAbs;
  let srcPath = (result.pathname && result.pathname.split('/')) || [];
  const relPath = (relative.pathname && relative.pathname.split('/')) || [];
  const noLeadingSlashes = result.protocol && !slashed.has(result.protocol);
  if (noLeadingSlashes) {
    // Without slashes the host is a path segment like any other.
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (srcPath[0] === '') srcPath[0] = result.host;
      else srcPath.unshift(result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (relPath[0] === '') relPath[0] = relative.host;
        else relPath.unshift(relative.host);
      }
      relative.host = null;
    }
    mustEndAbs &&= relPath[0] === '' || srcPath[0] === '';
  }
  if (isRelAbs) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    srcPath = relPath;
  } else if (relPath.length > 0) {
    srcPath.pop();
    srcPath = srcPath.concat(relPath);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (noLeadingSlashes) result.hostname = result.host = srcPath.shift();
    result.search = relative.search;
    result.query = relative.query;
    if (result.pathname !== null || result.search !== null) result.path = (result.pathname || '') + (result.search || '');
    result.href = result.format();
    return result;
  }
  if (srcPath.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }
  const last = srcPath[srcPath.length - 1];
  const trailing = ((result.host || relative.host || srcPath.length > 1) && (last === '.' || last === '..')) || last === '';
  let up = 0;
  for (let i = srcPath.length - 1; i >= 0; i--) {
    if (srcPath[i] === '.') {
      srcPath.splice(i, 1);
    } else if (srcPath[i] === '..') {
      srcPath.splice(i, 1);
      up++;
    } else if (up > 0) {
      srcPath.splice(i, 1);
      up--;
    }
  }
  if (!mustEndAbs && !removeAllDots) while (up-- > 0) srcPath.unshift('..');
  if (mustEndAbs && srcPath[0] !== '' && (!srcPath[0] || srcPath[0][0] !== '/')) srcPath.unshift('');
  if (trailing && !srcPath.join('/').endsWith('/')) srcPath.push('');
  const isAbsolute = srcPath[0] === '' || (srcPath[0] && srcPath[0][0] === '/');
  if (noLeadingSlashes) {
    result.hostname = result.host = isAbsolute ? '' : srcPath.length > 0 ? srcPath.shift() : '';
    const authInHost = result.host && result.host.indexOf('@') > 0 && result.host.split('@');
    if (authInHost) {
      result.auth = authInHost.shift();
      result.host = result.hostname = authInHost.shift();
    }
  }
  mustEndAbs ||= result.host && srcPath.length > 0;
  if (mustEndAbs && !isAbsolute) srcPath.unshift('');
  if (srcPath.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = srcPath.join('/');
  }
  if (result.pathname !== null || result.search !== null) result.path = (result.pathname || '') + (result.search || '');
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  result.href = result.format();
  return result;
};

module.exports = { Url, format, parse, resolve, resolveObject };
