'use strict';
// internal/text_decoder: TextDecoder for UTF-8, UTF-16LE and Latin-1. https://nodejs.org/docs/latest-v20.x/api/util.html#class-utiltextdecoder

const labels = {
  'utf-8': ['unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'utf-8', 'utf8', 'x-unicode20utf8'],
  'utf-16le': ['csunicode', 'iso-10646-ucs-2', 'ucs-2', 'unicode', 'unicodefeff', 'utf-16', 'utf-16le'],
  'windows-1252': ['ansi_x3.4-1968', 'ascii', 'cp1252', 'cp819', 'csisolatin1', 'ibm819', 'iso-8859-1', 'iso-ir-100', 'iso8859-1',
    'iso88591', 'iso_8859-1', 'iso_8859-1:1987', 'l1', 'latin1', 'us-ascii', 'windows-1252', 'x-cp1252'],
};

// 0x80 to 0x9F of windows-1252.
const upper = '\u20AC\x81\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\x8D\u017D\x8F\x90\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\x9D\u017E\u0178';

function encodingOf(label) {
  const name = `${label}`.trim().toLowerCase();
  for (const encoding of Object.keys(labels)) if (labels[encoding].includes(name)) return encoding;
  return undefined;
}

function viewOf(input) {
  if (input === undefined) return new Uint8Array(0);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  const { isAnyArrayBuffer } = internalBinding('types');
  if (isAnyArrayBuffer(input)) return new Uint8Array(input);
  const { codes } = require('internal/errors');
  throw new codes.ERR_INVALID_ARG_TYPE('list', ['ArrayBuffer', 'ArrayBufferView'], input);
}

/** How many bytes at the end of a chunk are the start of a character. */
function incompleteUTF8(bytes) {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xC0) === 0x80) continue;
    const need = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1;
    return need > back ? back : 0;
  }
  return 0;
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #rest = new Uint8Array(0);
  #seenBOM = false;

  constructor(label = 'utf-8', options = {}) {
    const { codes } = require('internal/errors');
    this.#encoding = encodingOf(label);
    if (this.#encoding === undefined) throw new codes.ERR_ENCODING_NOT_SUPPORTED(label);
    if (options !== null && typeof options !== 'object' && typeof options !== 'function') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    this.#fatal = !!options?.fatal;
    this.#ignoreBOM = !!options?.ignoreBOM;
  }

  get encoding() {
    return this.#encoding;
  }

  get fatal() {
    return this.#fatal;
  }

  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  /** decoder.decode([input[, options]]) */
  decode(input, options) {
    let bytes = viewOf(input);
    const stream = !!options?.stream;
    if (this.#rest.length > 0) {
      const joined = new Uint8Array(this.#rest.length + bytes.length);
      joined.set(this.#rest);
      joined.set(bytes, this.#rest.length);
      bytes = joined;
      this.#rest = new Uint8Array(0);
    }
    if (stream) {
      const keep = this.#encoding === 'utf-8' ? incompleteUTF8(bytes) : this.#encoding === 'utf-16le' ? bytes.length % 2 : 0;
      if (keep > 0) {
        this.#rest = bytes.slice(bytes.length - keep);
        bytes = bytes.subarray(0, bytes.length - keep);
      }
    }
    const keepsBOM = this.#ignoreBOM || this.#seenBOM;
    if (bytes.length > 0) this.#seenBOM = stream;
    if (!stream) this.#seenBOM = false;
    return this.#text(bytes, keepsBOM);
  }

  #text(bytes, keepsBOM) {
    if (this.#encoding === 'utf-8') {
      const text = internalBinding('encoding').decodeUTF8(bytes, keepsBOM, this.#fatal);
      if (text === undefined) throw this.#invalid();
      return text;
    }
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#encoding === 'utf-16le') {
      if (this.#fatal && bytes.length % 2 !== 0) throw this.#invalid();
      const text = buffer.toString('utf16le') + (bytes.length % 2 !== 0 ? '\uFFFD' : '');
      if (this.#fatal && !text.isWellFormed()) throw this.#invalid();
      const whole = text.toWellFormed();
      return !keepsBOM && whole.charCodeAt(0) === 0xFEFF ? whole.slice(1) : whole;
    }
    let text = '';
    for (const byte of bytes) text += byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : String.fromCharCode(byte);
    return text;
  }

  #invalid() {
    const { codes } = require('internal/errors');
    return new codes.ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `TextDecoder ${inspect({ encoding: this.encoding, fatal: this.fatal, ignoreBOM: this.ignoreBOM }, options)}`;
  }
}
Object.defineProperty(TextDecoder.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'TextDecoder' });

module.exports = { TextDecoder };
