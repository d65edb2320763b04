'use strict';
// The buffer module: the native Buffer class and what is rarely used with it.
// https://nodejs.org/docs/latest-v20.x/api/buffer.html

const { Buffer, atob: decodeBase64, btoa: encodeBase64, isAscii, isUtf8, kMaxLength, kStringMaxLength } = internalBinding('buffer');

let inspectMaxBytes = 50;

/** `<Buffer 61 62 ... 3 more bytes>`; own properties follow. */
function inspectBuffer(recurseTimes, context) {
  const max = inspectMaxBytes;
  const actual = Math.min(max, this.length);
  const remaining = this.length - max;
  let text = this.hexSlice(0, actual).replace(/(.{2})/g, '$1 ').trim();
  if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  if (context) {
    const { getOwnNonIndexProperties } = internalBinding('util');
    const extras = Object.create(null);
    let any = false;
    for (const key of getOwnNonIndexProperties(this, !context.showHidden)) {
      any = true;
      extras[key] = this[key];
    }
    if (any) {
      if (this.length !== 0) text += ', ';
      const { inspect } = require('internal/util/inspect');
      // Without the braces and the prefix of the object without a prototype.
      text += inspect(extras, { ...context, breakLength: Infinity, compact: true }).slice(27, -2);
    }
  }
  let name = this.constructor?.name;
  if (name === undefined || name === '') name = 'Buffer';
  return `<${name} ${text}>`;
}

function SlowBuffer(length) {
  require('internal/validators').validateNumber(length, 'length');
  return Buffer.allocUnsafeSlow(length);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

function invalidCharacter(message) {
  return new DOMException(message, 'InvalidCharacterError');
}

function missing(name) {
  const { codes } = require('internal/errors');
  return new codes.ERR_MISSING_ARGS(name);
}

/** atob(data) https://nodejs.org/docs/latest-v20.x/api/buffer.html#bufferatobdata */
function atob(input) {
  if (arguments.length === 0) throw missing('input');
  const result = decodeBase64(`${input}`);
  if (result === -1) throw invalidCharacter('Invalid character');
  if (result === -3) throw invalidCharacter('The string to be decoded is not correctly encoded.');
  return result;
}

/** btoa(data) https://nodejs.org/docs/latest-v20.x/api/buffer.html#bufferbtoadata */
function btoa(input) {
  if (arguments.length === 0) throw missing('input');
  const result = encodeBase64(`${input}`);
  if (result === -1) throw invalidCharacter('Invalid character');
  return result;
}

/** buffer.transcode(source, fromEnc, toEnc) */
function transcode(source, fromEncoding, toEncoding) {
  const { codes } = require('internal/errors');
  if (!(source instanceof Uint8Array)) throw new codes.ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  const known = { 'utf8': 'utf8', 'utf-8': 'utf8', 'ucs2': 'utf16le', 'ucs-2': 'utf16le', 'utf16le': 'utf16le', 'utf-16le': 'utf16le', 'latin1': 'latin1', 'binary': 'latin1', 'ascii': 'ascii' };
  const from = known[`${fromEncoding}`.toLowerCase()];
  const to = known[`${toEncoding}`.toLowerCase()];
  if (from === undefined || to === undefined) {
    const error = new Error('Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]');
    error.code = 'U_ILLEGAL_ARGUMENT_ERROR';
    error.errno = 1;
    throw error;
  }
  if (source.length === 0) return Buffer.alloc(0);
  const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString(from === 'ascii' ? 'latin1' : from);
  if (to === 'latin1' || to === 'ascii') {
    // What the narrow encoding does not have becomes a question mark.
    const limit = to === 'ascii' ? 0x80 : 0x100;
    let narrow = '';
    for (const character of text) narrow += character.codePointAt(0) < limit ? character : '?';
    return Buffer.from(narrow, 'latin1');
  }
  return Buffer.from(text, to);
}

module.exports = {
  Buffer,
  SlowBuffer,
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
  constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength },
};
Object.defineProperty(module.exports, '_inspect', { __proto__: null, value: inspectBuffer, enumerable: false });
Object.defineProperty(module.exports.constants, 'MAX_LENGTH', { __proto__: null, writable: false, configurable: false, enumerable: true });
Object.defineProperty(module.exports.constants, 'MAX_STRING_LENGTH', { __proto__: null, writable: false, configurable: false, enumerable: true });
Object.defineProperty(module.exports, 'INSPECT_MAX_BYTES', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => inspectMaxBytes,
  set(value) {
    require('internal/validators').validateNumber(value, 'INSPECT_MAX_BYTES', 0);
    inspectMaxBytes = value;
  },
});
for (const name of ['Blob', 'File', 'resolveObjectURL']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => require('internal/blob')[name],
  });
}
