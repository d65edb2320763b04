'use strict';
// internal/blob: Blob and File over bytes in memory. https://nodejs.org/docs/latest-v20.x/api/buffer.html#class-blob

const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { types } = require('util');

function bytesOf(part, endings) {
  if (part instanceof Blob) return part.slice()._bytes();
  if (types.isAnyArrayBuffer(part)) return new Uint8Array(part.slice(0));
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength));
  let text = `${part}`;
  if (endings === 'native') text = text.replaceAll(/\r\n?/g, '\n');
  return new TextEncoder().encode(text);
}

/** new Blob([sources[, options]]) */
class Blob {
  #data;
  #type = '';

  constructor(sources = [], options = {}) {
    if (sources === null || typeof sources !== 'object' || typeof sources[Symbol.iterator] !== 'function') {
      throw new codes.ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    validateObject(options ?? {}, 'options');
    const { type = '', endings = 'transparent' } = options ?? {};
    if (endings !== 'transparent' && endings !== 'native') throw new codes.ERR_INVALID_ARG_VALUE('options.endings', endings);
    const parts = Array.from(sources, (part) => bytesOf(part, endings));
    let length = 0;
    for (const part of parts) length += part.length;
    this.#data = new Uint8Array(length);
    let offset = 0;
    for (const part of parts) {
      this.#data.set(part, offset);
      offset += part.length;
    }
    this.#type = /[^\u0020-\u007E]/.test(`${type}`) ? '' : `${type}`.toLowerCase();
  }

  _bytes() {
    return this.#data;
  }

  get size() {
    return this.#data.length;
  }

  get type() {
    return this.#type;
  }

  /** blob.slice([start[, end[, type]]]) */
  slice(start = 0, end = this.size, type = '') {
    const result = new Blob([], { type });
    result.#data = this.#data.slice(start, end);
    return result;
  }

  async arrayBuffer() {
    return this.#data.buffer.slice(0);
  }

  async bytes() {
    return this.#data.slice();
  }

  async text() {
    return new TextDecoder().decode(this.#data);
  }

  stream() {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('blob.stream()');
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `Blob ${inspect({ size: this.size, type: this.type }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}
Object.defineProperty(Blob.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'Blob' });

/** new File(sources, fileName[, options]) */
class File extends Blob {
  #name;
  #lastModified;

  constructor(sources, fileName, options = {}) {
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('sources', 'fileName');
    super(sources, options);
    this.#lastModified = options?.lastModified === undefined ? Date.now() : +options.lastModified || 0;
    this.#name = `${fileName}`;
  }

  get name() {
    return this.#name;
  }

  get lastModified() {
    return this.#lastModified;
  }
}
Object.defineProperty(File.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'File' });

module.exports = { Blob, File, resolveObjectURL: () => undefined };
