'use strict';
// internal/ipc/structured: messages of channels with `serialization: 'advanced'`, in V8's structured clone format (version 15) with
// Node's host objects, so that the other side may be Node. https://nodejs.org/docs/latest-v20.x/api/v8.html#serialization-api

const tags = {
  padding: 0x00, header: 0xFF, undefined: 0x5F, null: 0x30, true: 0x54, false: 0x46, int32: 0x49, uint32: 0x55, double: 0x4E,
  bigint: 0x5A, oneByte: 0x22, twoByte: 0x63, utf8: 0x53, reference: 0x5E, object: 0x6F, objectEnd: 0x7B, sparse: 0x61,
  sparseEnd: 0x40, dense: 0x41, denseEnd: 0x24, hole: 0x2D, date: 0x44, trueObject: 0x79, falseObject: 0x78, numberObject: 0x6E,
  bigintObject: 0x7A, stringObject: 0x73, regexp: 0x52, map: 0x3B, mapEnd: 0x3A, set: 0x27, setEnd: 0x2C, arrayBuffer: 0x42,
  error: 0x72, host: 0x5C,
};
const formatVersion = 15;
/** Node's numbers for views; 10 is Buffer. */
const viewTypes = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, DataView,
  undefined, BigInt64Array, BigUint64Array,
];
const bufferType = 10;
const regexpFlags = [['g', 1], ['i', 2], ['m', 4], ['y', 8], ['u', 16], ['s', 32], ['d', 128], ['v', 256]];
const errorTypes = { EvalError: 'E', RangeError: 'R', ReferenceError: 'F', SyntaxError: 'S', TypeError: 'T', URIError: 'U' };
const types = () => internalBinding('types');

function cloneError(value) {
  const text = typeof value === 'function' || typeof value === 'symbol' ? String(value) : `#<${value?.constructor?.name ?? 'Object'}>`;
  return new Error(`${text} could not be cloned.`);
}

class Writer {
  constructor() {
    this.bytes = Buffer.allocUnsafe(256);
    this.length = 0;
    this.ids = new Map();
    this.byte(tags.header);
    this.byte(formatVersion);
  }

  room(count) {
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  byte(value) {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  varint(value) {
    while (value >= 0x80) {
      this.byte((value % 0x80) | 0x80);
      value = Math.floor(value / 0x80);
    }
    this.byte(value);
  }

  double(value) {
    this.room(8);
    this.bytes.writeDoubleLE(value, this.length);
    this.length += 8;
  }

  raw(bytes) {
    this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  string(text) {
    // eslint-disable-next-line no-control-regex
    if (/^[\u0000-\u00FF]*$/.test(text)) {
      this.byte(tags.oneByte);
      this.varint(text.length);
      this.raw(Buffer.from(text, 'latin1'));
      return;
    }
    const size = text.length * 2;
    const digits = size < 0x80 ? 1 : size < 0x4000 ? 2 : size < 0x200000 ? 3 : size < 0x10000000 ? 4 : 5;
    // The units lie at even offsets.
    if ((this.length + 1 + digits) % 2 !== 0) this.byte(tags.padding);
    this.byte(tags.twoByte);
    this.varint(size);
    this.raw(Buffer.from(text, 'utf16le'));
  }

  number(value) {
    if (value === (value | 0) && !Object.is(value, -0)) {
      this.byte(tags.int32);
      this.varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.byte(tags.double);
      this.double(value);
    }
  }

  bigint(value) {
    const isNegative = value < 0n;
    let digits = (isNegative ? -value : value).toString(16);
    digits = digits === '0' ? '' : digits.padStart(Math.ceil(digits.length / 16) * 16, '0');
    this.varint((digits.length / 2) * 2 + (isNegative ? 1 : 0));
    this.raw(Buffer.from(digits, 'hex').reverse());
  }

  value(value) {
    switch (typeof value) {
      case 'undefined': return this.byte(tags.undefined);
      case 'boolean': return this.byte(value ? tags.true : tags.false);
      case 'number': return this.number(value);
      case 'string': return this.string(value);
      case 'bigint':
        this.byte(tags.bigint);
        return this.bigint(value);
      case 'object': return value === null ? this.byte(tags.null) : this.object(value);
    }
    throw cloneError(value);
  }

  object(value) {
    const known = this.ids.get(value);
    if (known !== undefined) {
      this.byte(tags.reference);
      return this.varint(known);
    }
    this.ids.set(value, this.ids.size);
    const is = types();
    if (Array.isArray(value)) return this.array(value);
    if (ArrayBuffer.isView(value)) return this.view(value);
    if (is.isDate(value)) {
      this.byte(tags.date);
      return this.double(value.getTime());
    }
    if (is.isMap(value)) return this.map(value);
    if (is.isSet(value)) return this.set(value);
    if (is.isRegExp(value)) {
      this.byte(tags.regexp);
      this.string(value.source);
      return this.varint(regexpFlags.reduce((bits, [flag, bit]) => (value.flags.includes(flag) ? bits | bit : bits), 0));
    }
    if (is.isArrayBuffer(value)) {
      this.byte(tags.arrayBuffer);
      this.varint(value.byteLength);
      return this.raw(new Uint8Array(value));
    }
    if (is.isNativeError(value)) return this.error(value);
    if (is.isBoxedPrimitive(value)) return this.boxed(value.valueOf());
    if (is.isPromise(value) || is.isProxy(value) || is.isWeakMap(value) || is.isWeakSet(value) || is.isGeneratorObject(value) ||
        is.isSharedArrayBuffer(value)) throw cloneError(value);
    this.byte(tags.object);
    this.varint2(tags.objectEnd, this.properties(value, Object.keys(value)));
  }

  varint2(tag, count) {
    this.byte(tag);
    this.varint(count);
  }

  properties(object, keys) {
    for (const key of keys) {
      const index = Number(key);
      if (String(index >>> 0) === key && index !== 0xFFFFFFFF) this.number(index);
      else this.string(key);
      this.value(object[key]);
    }
    return keys.length;
  }

  array(array) {
    const { length } = array;
    const keys = Object.keys(array);
    const named = keys.filter((key) => String(Number(key) >>> 0) !== key);
    const isDense = keys.length - named.length > length / 2 || length < 64;
    this.varint2(isDense ? tags.dense : tags.sparse, length);
    if (isDense) {
      for (let i = 0; i < length; i++) {
        if (i in array) this.value(array[i]);
        else this.byte(tags.hole);
      }
    }
    const count = this.properties(array, isDense ? named : keys);
    this.varint2(isDense ? tags.denseEnd : tags.sparseEnd, count);
    this.varint(length);
  }

  map(map) {
    this.byte(tags.map);
    const entries = [...map];
    for (const [key, value] of entries) {
      this.value(key);
      this.value(value);
    }
    this.varint2(tags.mapEnd, entries.length * 2);
  }

  set(set) {
    this.byte(tags.set);
    const values = [...set];
    for (const value of values) this.value(value);
    this.varint2(tags.setEnd, values.length);
  }

  error(error) {
    this.byte(tags.error);
    const type = errorTypes[error.name];
    if (type !== undefined) this.byte(type.charCodeAt(0));
    if (Object.hasOwn(error, 'message')) {
      this.byte(0x6D);
      this.string(String(error.message));
    }
    if (Object.hasOwn(error, 'cause')) {
      this.byte(0x63);
      this.value(error.cause);
    }
    if (typeof error.stack === 'string') {
      this.byte(0x73);
      this.string(error.stack);
    }
    this.byte(0x2E);
  }

  boxed(value) {
    switch (typeof value) {
      case 'boolean': return this.byte(value ? tags.trueObject : tags.falseObject);
      case 'number':
        this.byte(tags.numberObject);
        return this.double(value);
      case 'bigint':
        this.byte(tags.bigintObject);
        return this.bigint(value);
      case 'string':
        this.byte(tags.stringObject);
        return this.string(value);
    }
    throw cloneError(Object(value));
  }

  /** Node writes views as host objects: 0, the type's number, the length and the bytes. */
  view(view) {
    const type = view.constructor === Buffer ? bufferType : viewTypes.findIndex((constructor) => constructor && view instanceof constructor);
    if (type < 0) throw cloneError(view);
    this.byte(tags.host);
    this.varint(0);
    this.varint(type);
    this.varint(view.byteLength);
    this.raw(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  take() { return this.bytes.subarray(0, this.length); }
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.objects = [];
    this.version = 0;
    if (this.bytes[0] === tags.header) {
      this.at = 1;
      this.version = this.varint();
    }
    if (this.version < 13 || this.version > formatVersion) throw this.malformed();
  }

  malformed() { return new Error('Unable to deserialize cloned data.'); }

  byte() {
    if (this.at >= this.bytes.length) throw this.malformed();
    return this.bytes[this.at++];
  }

  tag() {
    let tag;
    do { tag = this.byte(); } while (tag === tags.padding);
    return tag;
  }

  peek() {
    let { at } = this;
    while (this.bytes[at] === tags.padding) at++;
    return this.bytes[at];
  }

  varint() {
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      result += (byte & 0x7F) * scale;
      if (byte < 0x80) return result;
      scale *= 0x80;
    }
  }

  double() {
    const value = this.bytes.readDoubleLE(this.at);
    this.at += 8;
    return value;
  }

  raw(count) {
    if (count > this.bytes.length - this.at) throw this.malformed();
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  bigint() {
    const bits = this.varint();
    const digits = Buffer.from(this.raw(Math.floor(bits / 2))).reverse().toString('hex');
    const value = BigInt(`0x${digits || '0'}`);
    return bits % 2 === 1 ? -value : value;
  }

  keep(object) {
    this.objects.push(object);
    return object;
  }

  value() {
    const tag = this.tag();
    switch (tag) {
      case tags.undefined: return undefined;
      case tags.null: return null;
      case tags.true: return true;
      case tags.false: return false;
      case tags.int32: {
        const bits = this.varint();
        return bits % 2 === 0 ? bits / 2 : -(bits + 1) / 2;
      }
      case tags.uint32: return this.varint();
      case tags.double: return this.double();
      case tags.bigint: return this.bigint();
      case tags.oneByte: return this.raw(this.varint()).toString('latin1');
      case tags.twoByte: return this.raw(this.varint()).toString('utf16le');
      case tags.utf8: return this.raw(this.varint()).toString('utf8');
      case tags.reference: {
        const id = this.varint();
        if (id >= this.objects.length) throw this.malformed();
        return this.objects[id];
      }
      case tags.object: return this.properties(this.keep({}), tags.objectEnd);
      case tags.dense: return this.dense();
      case tags.sparse: {
        const array = this.keep([]);
        array.length = this.varint();
        this.properties(array, tags.sparseEnd);
        this.varint();
        return array;
      }
      case tags.date: return this.keep(new Date(this.double()));
      case tags.trueObject: return this.keep(Object(true));
      case tags.falseObject: return this.keep(Object(false));
      case tags.numberObject: return this.keep(Object(this.double()));
      case tags.bigintObject: return this.keep(Object(this.bigint()));
      case tags.stringObject: return this.keep(Object(this.value()));
      case tags.regexp: return this.regexp();
      case tags.map: return this.map();
      case tags.set: return this.set();
      case tags.arrayBuffer: {
        const bytes = this.raw(this.varint());
        return this.keep(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      }
      case tags.error: return this.error();
      case tags.host: return this.host();
    }
    throw this.malformed();
  }

  properties(object, end) {
    let count = 0;
    while (this.peek() !== end) {
      const key = this.value();
      Object.defineProperty(object, key, { __proto__: null, value: this.value(), writable: true, enumerable: true, configurable: true });
      count++;
    }
    this.tag();
    if (this.varint() !== count) throw this.malformed();
    return object;
  }

  dense() {
    const length = this.varint();
    if (length > this.bytes.length) throw this.malformed();
    const array = this.keep([]);
    array.length = length;
    for (let i = 0; i < length; i++) {
      if (this.peek() === tags.hole) this.tag();
      else array[i] = this.value();
    }
    this.properties(array, tags.denseEnd);
    this.varint();
    return array;
  }

  regexp() {
    const id = this.objects.length;
    this.keep(undefined);
    const source = this.value();
    const bits = this.varint();
    const flags = regexpFlags.filter(([, bit]) => bits & bit).map(([flag]) => flag).join('');
    return this.objects[id] = new RegExp(source, flags);
  }

  map() {
    const map = this.keep(new Map());
    while (this.peek() !== tags.mapEnd) map.set(this.value(), this.value());
    this.tag();
    this.varint();
    return map;
  }

  set() {
    const set = this.keep(new Set());
    while (this.peek() !== tags.setEnd) set.add(this.value());
    this.tag();
    this.varint();
    return set;
  }

  error() {
    const id = this.objects.length;
    this.keep(undefined);
    let constructor = Error;
    let message;
    let stack;
    let cause;
    for (;;) {
      const tag = String.fromCharCode(this.byte());
      if (tag === '.') break;
      if (tag === 'm') message = this.value();
      else if (tag === 's') stack = this.value();
      else if (tag === 'c') cause = [this.value()];
      else constructor = { E: EvalError, R: RangeError, F: ReferenceError, S: SyntaxError, T: TypeError, U: URIError }[tag] ?? Error;
    }
    const error = new constructor(message, cause && { cause: cause[0] });
    if (message === undefined) delete error.message;
    Object.defineProperty(error, 'stack', { __proto__: null, value: stack, writable: true, configurable: true });
    return this.objects[id] = error;
  }

  host() {
    const id = this.objects.length;
    this.keep(undefined);
    // Everything but views is written as a plain object.
    if (this.varint() !== 0) return this.objects[id] = this.value();
    const type = this.varint();
    const bytes = this.raw(this.varint());
    if (type === bufferType) return this.objects[id] = Buffer.from(bytes);
    const constructor = viewTypes[type];
    if (constructor === undefined) throw this.malformed();
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    return this.objects[id] = new constructor(copy);
  }
}

/** Message to bytes and back. */
const codec = {
  encode(message) {
    const writer = new Writer();
    writer.value(message);
    return writer.take();
  },
  decode(bytes) { return new Reader(bytes).value(); },
};

module.exports = { codec };
