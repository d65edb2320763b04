'use strict';
// internal/url/search_params: URLSearchParams. https://url.spec.whatwg.org/#interface-urlsearchparams

const { codes } = require('internal/errors');
const { customInspectSymbol, enumerableMethods } = require('internal/util');

function decode(text) {
  if (text.includes('+')) text = text.replaceAll('+', ' ');
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return require('querystring').unescapeBuffer(Buffer.from(text).toString('latin1')).toString('utf8');
  }
}

/** https://url.spec.whatwg.org/#urlencoded-parsing: names and values alternate. */
function parseParams(text) {
  const list = [];
  if (text === '') return list;
  for (const piece of text.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    if (equals === -1) list.push(decode(piece), '');
    else list.push(decode(piece.slice(0, equals)), decode(piece.slice(equals + 1)));
  }
  return list;
}

function encode(text) {
  if (!/[^a-zA-Z0-9*._-]/.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%20', '+');
}

function serializeParams(list) {
  let out = '';
  for (let i = 0; i < list.length; i += 2) out += `${i === 0 ? '' : '&'}${encode(list[i])}=${encode(list[i + 1])}`;
  return out;
}

function toUSV(value) {
  return `${value}`.toWellFormed();
}

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

class URLSearchParamsIterator {
  #params;
  #kind;
  #index = 0;
  constructor(params, kind) {
    this.#params = params;
    this.#kind = kind;
  }
  next() {
    if (typeof this !== 'object' || this === null || !(#params in this)) throw new codes.ERR_INVALID_THIS('URLSearchParamsIterator');
    const list = this.#params._list;
    if (this.#index >= list.length) return { value: undefined, done: true };
    const name = list[this.#index];
    const value = list[this.#index + 1];
    this.#index += 2;
    return { value: this.#kind === 'keys' ? name : this.#kind === 'values' ? value : [name, value], done: false };
  }
  [customInspectSymbol](depth, options) {
    if (depth !== null && depth < 0) return options.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const rest = [];
    const list = this.#params._list;
    for (let i = this.#index; i < list.length; i += 2) {
      rest.push(this.#kind === 'keys' ? list[i] : this.#kind === 'values' ? list[i + 1] : [list[i], list[i + 1]]);
    }
    const shown = rest.map((v) => inspect(v, options));
    return `${this[Symbol.toStringTag]} {${shown.length === 0 ? '' : ' '}${shown.join(', ')} }`;
  }
}
Object.setPrototypeOf(URLSearchParamsIterator.prototype, iteratorPrototype);
Object.defineProperty(URLSearchParamsIterator.prototype, Symbol.toStringTag, { __proto__: null, value: 'URLSearchParams Iterator', writable: false, enumerable: false, configurable: true });
enumerableMethods(URLSearchParamsIterator.prototype, ['next']);

/** new URLSearchParams([init]) */
class URLSearchParams {
  #list = [];
  #url = null;

  constructor(init = undefined) {
    if (init == null) return;
    if (typeof init === 'object' || typeof init === 'function') {
      const method = init[Symbol.iterator];
      if (method === this[Symbol.iterator] && #list in init) {
        this.#list = init.#list.slice();
      } else if (method != null) {
        if (typeof method !== 'function') throw new codes.ERR_ARG_NOT_ITERABLE('Query pairs');
        for (const pair of init) {
          if (pair == null || (typeof pair !== 'object' && typeof pair !== 'function') || typeof pair[Symbol.iterator] !== 'function') {
            throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
          }
          const items = [...pair];
          if (items.length !== 2) throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
          this.#list.push(toUSV(items[0]), toUSV(items[1]));
        }
      } else {
        const seen = new Map();
        for (const key of Reflect.ownKeys(init)) {
          if (!Object.prototype.propertyIsEnumerable.call(init, key)) continue;
          const name = toUSV(key);
          const value = toUSV(init[key]);
          // Two keys may become one when surrogates are replaced.
          if (seen.has(name)) {
            this.#list[seen.get(name)] = value;
          } else {
            seen.set(name, this.#list.length + 1);
            this.#list.push(name, value);
          }
        }
      }
    } else {
      let text = toUSV(init);
      if (text[0] === '?') text = text.slice(1);
      this.#list = parseParams(text);
    }
  }

  /** Makes the parameters those of a URL: `onChange` hears every change. */
  static _attach(params, text, onChange) {
    params.#list = parseParams(text);
    params.#url = onChange;
  }
  get _list() { return this.#list; }

  #changed() {
    if (this.#url !== null) this.#url(serializeParams(this.#list));
  }

  get size() { check(this); return this.#list.length / 2; }
  append(name, value) {
    check(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
    this.#list.push(toUSV(name), toUSV(value));
    this.#changed();
  }
  delete(name, value = undefined) {
    check(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = toUSV(name);
    if (value !== undefined) value = toUSV(value);
    const list = this.#list;
    for (let i = 0; i < list.length;) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) list.splice(i, 2);
      else i += 2;
    }
    this.#changed();
  }
  get(name) {
    check(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = toUSV(name);
    for (let i = 0; i < this.#list.length; i += 2) if (this.#list[i] === name) return this.#list[i + 1];
    return null;
  }
  getAll(name) {
    check(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = toUSV(name);
    const values = [];
    for (let i = 0; i < this.#list.length; i += 2) if (this.#list[i] === name) values.push(this.#list[i + 1]);
    return values;
  }
  has(name, value = undefined) {
    check(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = toUSV(name);
    if (value !== undefined) value = toUSV(value);
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] === name && (value === undefined || this.#list[i + 1] === value)) return true;
    }
    return false;
  }
  set(name, value) {
    check(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
    name = toUSV(name);
    value = toUSV(value);
    const list = this.#list;
    let found = false;
    for (let i = 0; i < list.length;) {
      if (list[i] !== name) {
        i += 2;
      } else if (!found) {
        list[i + 1] = value;
        found = true;
        i += 2;
      } else {
        list.splice(i, 2);
      }
    }
    if (!found) list.push(name, value);
    this.#changed();
  }
  sort() {
    check(this);
    const pairs = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#list.length = 0;
    for (const [name, value] of pairs) this.#list.push(name, value);
    this.#changed();
  }
  entries() { check(this); return new URLSearchParamsIterator(this, 'entries'); }
  forEach(callback, thisArg = undefined) {
    check(this);
    require('internal/validators').validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) callback.call(thisArg, this.#list[i + 1], this.#list[i], this);
  }
  keys() { check(this); return new URLSearchParamsIterator(this, 'keys'); }
  values() { check(this); return new URLSearchParamsIterator(this, 'values'); }
  toString() { check(this); return serializeParams(this.#list); }

  static _isParams(value) { return typeof value === 'object' && value !== null && #list in value; }

  [customInspectSymbol](depth, options) {
    check(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const parts = [];
    for (let i = 0; i < this.#list.length; i += 2) parts.push(`${inspect(this.#list[i], options)} => ${inspect(this.#list[i + 1], options)}`);
    const length = parts.reduce((sum, p) => sum + p.length + 2, -2);
    if (length > options.breakLength) return `${this.constructor.name} {\n  ${parts.join(',\n  ')} }`;
    return parts.length > 0 ? `${this.constructor.name} { ${parts.join(', ')} }` : `${this.constructor.name} {}`;
  }
}

const isParams = URLSearchParams._isParams;
const attachParams = URLSearchParams._attach;
delete URLSearchParams._isParams;
delete URLSearchParams._attach;
Object.defineProperty(URLSearchParams.prototype, '_list', { __proto__: null, enumerable: false });
function check(value) {
  if (!isParams(value)) throw new codes.ERR_INVALID_THIS('URLSearchParams');
}
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, { __proto__: null, value: 'URLSearchParams', writable: false, enumerable: false, configurable: true });
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, { __proto__: null, value: URLSearchParams.prototype.entries, writable: true, enumerable: false, configurable: true });
enumerableMethods(URLSearchParams.prototype, ['size', 'append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'entries', 'forEach', 'keys', 'values', 'toString']);

module.exports = { URLSearchParams, attachParams };
