'use strict';
// The string_decoder module. https://nodejs.org/docs/latest-v20.x/api/string_decoder.html
// Only the bytes of an incomplete character are kept between writes; whole ones go straight to Buffer's decoding.

const { codes } = require('internal/errors');
const { normalizeEncoding } = require('internal/util');

/** new StringDecoder([encoding]) */
function StringDecoder(encoding) {
  const normalized = normalizeEncoding(encoding);
  if (normalized === undefined) {
    if (typeof Buffer.isEncoding !== 'function' || !Buffer.isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  }
  this.encoding = normalized ?? encoding;
  // lastChar holds the kept bytes; lastTotal is the length of their character when it is complete.
  this.lastChar = Buffer.alloc(normalized === 'utf8' || normalized === 'utf16le' ? 4 : 3);
  this.lastKept = 0;
  this.lastTotal = 0;
}

function toBuffer(value) {
  if (value instanceof Buffer) return value;
  if (!ArrayBuffer.isView(value)) throw new codes.ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** stringDecoder.write(buffer) */
StringDecoder.prototype.write = function write(buffer) {
  if (typeof buffer === 'string') return buffer;
  buffer = toBuffer(buffer);
  if (buffer.length === 0) return '';
  switch (this.encoding) {
    case 'utf8': return writeUTF8(this, buffer);
    case 'utf16le': return writeUTF16(this, buffer);
    case 'base64':
    case 'base64url': return writeBase64(this, buffer);
    default: return buffer.toString(this.encoding);
  }
};

/** stringDecoder.end([buffer]) */
StringDecoder.prototype.end = function end(buffer) {
  const text = buffer === undefined ? '' : this.write(buffer);
  if (this.lastKept === 0) return text;
  const kept = this.lastChar.slice(0, this.lastKept);
  this.lastKept = 0;
  this.lastTotal = 0;
  if (this.encoding === 'utf8') return text + kept.toString('utf8');
  if (this.encoding === 'utf16le') return text + kept.slice(0, kept.length & ~1).toString('utf16le');
  return text + kept.toString(this.encoding);
};

/** Decodes from the offset without what was kept before. */
StringDecoder.prototype.text = function text(buffer, offset) {
  this.lastKept = 0;
  this.lastTotal = 0;
  return this.write(buffer.slice(offset));
};

/** How many bytes the sequence that starts with `byte` has; 0 for a continuation or an invalid byte. */
function sequenceLength(byte) {
  if (byte < 0x80) return 1;
  if (byte >= 0xC2 && byte <= 0xDF) return 2;
  if (byte >= 0xE0 && byte <= 0xEF) return 3;
  if (byte >= 0xF0 && byte <= 0xF4) return 4;
  return 0;
}

/** Whether `second` may follow `first`: rules out overlong forms, surrogates and values past U+10FFFF. */
function isValidSecond(first, second) {
  switch (first) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return (second & 0xC0) === 0x80;
  }
}

function writeUTF8(self, buffer) {
  let out = '';
  let start = 0;
  if (self.lastKept > 0) {
    while (start < buffer.length && self.lastKept < self.lastTotal) {
      const byte = buffer[start];
      const valid = self.lastKept === 1 ? isValidSecond(self.lastChar[0], byte) : (byte & 0xC0) === 0x80;
      if (!valid) break;
      self.lastChar[self.lastKept++] = byte;
      start++;
    }
    if (self.lastKept < self.lastTotal && start === buffer.length) return '';
    out = self.lastChar.slice(0, self.lastKept).toString('utf8');
    self.lastKept = 0;
    self.lastTotal = 0;
    if (start === buffer.length) return out;
  }
  const end = incompleteStart(buffer, start);
  if (end < buffer.length) {
    self.lastTotal = sequenceLength(buffer[end]);
    for (let i = end; i < buffer.length; i++) self.lastChar[self.lastKept++] = buffer[i];
  }
  if (end > start) out += start === 0 && end === buffer.length ? buffer.toString('utf8') : buffer.toString('utf8', start, end);
  return out;
}

/** Where a sequence begins that the end of the buffer cuts off; the length when there is none. */
function incompleteStart(buffer, start) {
  const { length } = buffer;
  for (let back = 1; back <= 3 && length - back >= start; back++) {
    const byte = buffer[length - back];
    if ((byte & 0xC0) === 0x80) continue;
    const needed = sequenceLength(byte);
    if (needed <= back) return length;
    if (back >= 2 && !isValidSecond(byte, buffer[length - back + 1])) return length;
    return length - back;
  }
  return length;
}

function writeUTF16(self, buffer) {
  let out = '';
  if (self.lastKept > 0) {
    let start = 0;
    while (self.lastKept < self.lastTotal && start < buffer.length) self.lastChar[self.lastKept++] = buffer[start++];
    if (self.lastKept < self.lastTotal) return '';
    if (self.lastTotal === 2 && isHighSurrogate(self.lastChar[1])) {
      self.lastTotal = 4;
      while (self.lastKept < 4 && start < buffer.length) self.lastChar[self.lastKept++] = buffer[start++];
      if (self.lastKept < 4) return '';
    }
    out = self.lastChar.slice(0, self.lastTotal).toString('utf16le');
    self.lastKept = 0;
    self.lastTotal = 0;
    buffer = buffer.slice(start);
    if (buffer.length === 0) return out;
  }
  let end = buffer.length & ~1;
  // Half a pair waits for the other half; behind one there is nothing to wait for when a byte of the next unit is there.
  if (end === buffer.length && end >= 2 && isHighSurrogate(buffer[end - 1])) end -= 2;
  if (end < buffer.length) {
    self.lastTotal = buffer.length - end >= 2 ? 4 : 2;
    for (let i = end; i < buffer.length; i++) self.lastChar[self.lastKept++] = buffer[i];
  }
  return out + buffer.toString('utf16le', 0, end);
}

function isHighSurrogate(upperByte) {
  return upperByte >= 0xD8 && upperByte <= 0xDB;
}

function writeBase64(self, buffer) {
  let out = '';
  if (self.lastKept > 0) {
    let start = 0;
    while (self.lastKept < 3 && start < buffer.length) self.lastChar[self.lastKept++] = buffer[start++];
    if (self.lastKept < 3) return '';
    out = self.lastChar.toString(self.encoding);
    self.lastKept = 0;
    buffer = buffer.slice(start);
  }
  const end = buffer.length - buffer.length % 3;
  for (let i = end; i < buffer.length; i++) self.lastChar[self.lastKept++] = buffer[i];
  self.lastTotal = 3;
  return out + buffer.toString(self.encoding, 0, end);
}

Object.defineProperty(StringDecoder.prototype, 'lastNeed', {
  __proto__: null, configurable: true, enumerable: true,
  get() { return this.lastKept === 0 ? 0 : this.lastTotal - this.lastKept; },
});

module.exports = { StringDecoder };
