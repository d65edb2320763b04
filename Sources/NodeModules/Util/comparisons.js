'use strict';
// internal/util/comparisons: the deep equality of assert and util.isDeepStrictEqual.
// https://nodejs.org/docs/latest-v20.x/api/assert.html#comparison-details

const types = internalBinding('types');
const { getOwnNonIndexProperties } = internalBinding('util');
const hasOwn = Object.hasOwn;
const isEnumerable = Object.prototype.propertyIsEnumerable;

const kNone = 0;
const kArray = 1;
const kSet = 2;
const kMap = 3;

/** The pairs under comparison, for cycles: made only when the second object is entered. */
class Memo {
  constructor() {
    this.a = new Map();
    this.b = new Map();
    this.position = 0;
  }
}

function isError(value) { return types.isNativeError(value) || value instanceof Error; }

function sameBytes(a, b) {
  if (a.byteLength !== b.byteLength) return false;
  const x = new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
  const y = new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
  return Buffer.compare(x, y) === 0;
}

function sameElements(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !(a[i] !== a[i] && b[i] !== b[i])) return false;
  return true;
}

function isFloatArray(value) {
  return value instanceof Float32Array || value instanceof Float64Array;
}

function sameBoxed(a, b) {
  if (types.isNumberObject(a)) return types.isNumberObject(b) && Object.is(Number.prototype.valueOf.call(a), Number.prototype.valueOf.call(b));
  if (types.isStringObject(a)) return types.isStringObject(b) && String.prototype.valueOf.call(a) === String.prototype.valueOf.call(b);
  if (types.isBooleanObject(a)) return types.isBooleanObject(b) && Boolean.prototype.valueOf.call(a) === Boolean.prototype.valueOf.call(b);
  if (types.isBigIntObject(a)) return types.isBigIntObject(b) && BigInt.prototype.valueOf.call(a) === BigInt.prototype.valueOf.call(b);
  return types.isSymbolObject(b) && Symbol.prototype.valueOf.call(a) === Symbol.prototype.valueOf.call(b);
}

function equal(a, b, strict, memo) {
  if (a === b) return a !== 0 || !strict || Object.is(a, b);
  if (strict) {
    if (typeof a !== 'object') return typeof a === 'number' && a !== a && b !== b;
    if (typeof b !== 'object' || a === null || b === null) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  } else {
    if (a === null || typeof a !== 'object') {
      // eslint-disable-next-line eqeqeq
      return (b === null || typeof b !== 'object') && (a == b || (a !== a && b !== b));
    }
    if (b === null || typeof b !== 'object') return false;
  }
  const tagA = Object.prototype.toString.call(a);
  if (tagA !== Object.prototype.toString.call(b)) return false;

  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    const keysA = getOwnNonIndexProperties(a, true);
    const keysB = getOwnNonIndexProperties(b, true);
    if (!strict) {
      dropSymbols(keysA);
      dropSymbols(keysB);
    }
    if (keysA.length !== keysB.length) return false;
    return compareKeys(a, b, strict, memo, kArray, keysA);
  }
  if (tagA === '[object Object]') {
    if (!strict || (!types.isMap(a) && !types.isSet(a) && !isError(a) && !types.isDate(a))) {
      if (!isSpecial(a) && !isSpecial(b)) return compareKeys(a, b, strict, memo, kNone);
    }
  }
  if (types.isDate(a)) {
    if (!types.isDate(b)) return false;
    const timeA = Date.prototype.getTime.call(a);
    const timeB = Date.prototype.getTime.call(b);
    if (timeA !== timeB && !(timeA !== timeA && timeB !== timeB)) return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
  } else if (isError(a)) {
    // Message and name are not enumerable and matter all the same.
    if (!isError(b) || !sameHidden(a, b, 'message', strict, memo) || !sameHidden(a, b, 'name', strict, memo) ||
        !sameHidden(a, b, 'cause', strict, memo) || !sameHidden(a, b, 'errors', strict, memo)) return false;
  } else if (ArrayBuffer.isView(a)) {
    if (!ArrayBuffer.isView(b) || types.isDataView(a) !== types.isDataView(b)) return false;
    if (!strict && isFloatArray(a)) {
      if (!sameElements(a, b)) return false;
    } else if (!sameBytes(a, b)) {
      return false;
    }
    const keysA = getOwnNonIndexProperties(a, true);
    const keysB = getOwnNonIndexProperties(b, true);
    if (!strict) {
      dropSymbols(keysA);
      dropSymbols(keysB);
    }
    if (keysA.length !== keysB.length) return false;
    return compareKeys(a, b, strict, memo, kNone, keysA);
  } else if (types.isSet(a)) {
    if (!types.isSet(b) || a.size !== b.size) return false;
    return compareKeys(a, b, strict, memo, kSet);
  } else if (types.isMap(a)) {
    if (!types.isMap(b) || a.size !== b.size) return false;
    return compareKeys(a, b, strict, memo, kMap);
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b) || types.isSharedArrayBuffer(a) !== types.isSharedArrayBuffer(b) ||
        !sameBytes(new Uint8Array(a), new Uint8Array(b))) return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!types.isBoxedPrimitive(b) || !sameBoxed(a, b)) return false;
  } else if (Array.isArray(b) || isSpecial(b)) {
    return false;
  } else if (strict && (types.isWeakMap(a) || types.isWeakSet(a) || types.isPromise(a))) {
    // Their contents cannot be compared, and they are not the same object.
    return false;
  }
  return compareKeys(a, b, strict, memo, kNone);
}

/** Kinds whose own state lies outside of their properties. */
function isSpecial(value) {
  return ArrayBuffer.isView(value) || types.isSet(value) || types.isMap(value) || types.isDate(value) || types.isRegExp(value) ||
    types.isAnyArrayBuffer(value) || types.isBoxedPrimitive(value) || isError(value) ||
    types.isWeakMap(value) || types.isWeakSet(value) || types.isPromise(value);
}

function sameHidden(a, b, key, strict, memo) {
  const enumerableA = isEnumerable.call(a, key);
  if (enumerableA !== isEnumerable.call(b, key)) return false;
  if (enumerableA) return true;
  return equal(a[key], b[key], strict, memo ?? new Memo());
}

function dropSymbols(keys) {
  for (let i = keys.length - 1; i >= 0; i--) if (typeof keys[i] === 'symbol') keys.splice(i, 1);
}

function enumerableSymbols(value) {
  const symbols = Object.getOwnPropertySymbols(value);
  return symbols.length === 0 ? symbols : symbols.filter((s) => isEnumerable.call(value, s));
}

function compareKeys(a, b, strict, memo, kind, keys) {
  if (keys === undefined) {
    keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    if (strict) {
      const symbols = enumerableSymbols(a);
      if (symbols.length !== enumerableSymbols(b).length) return false;
      for (const symbol of symbols) {
        if (!isEnumerable.call(b, symbol)) return false;
        keys.push(symbol);
      }
    }
  }
  for (let i = 0; i < keys.length; i++) if (!(strict ? isEnumerable.call(b, keys[i]) : hasOwn(b, keys[i]))) return false;
  if (keys.length === 0 && (kind === kNone || (kind === kArray ? a.length === 0 : a.size === 0))) return true;
  if (memo === undefined) {
    memo = new Memo();
  } else {
    const seenA = memo.a.get(a);
    if (seenA !== undefined) {
      const seenB = memo.b.get(b);
      if (seenB !== undefined) return seenA === seenB;
    }
    memo.position++;
  }
  memo.a.set(a, memo.position);
  memo.b.set(b, memo.position);
  const same = compareContents(a, b, strict, memo, kind, keys);
  memo.a.delete(a);
  memo.b.delete(b);
  return same;
}

function compareContents(a, b, strict, memo, kind, keys) {
  if (kind === kSet) {
    if (!sameSets(a, b, strict, memo)) return false;
  } else if (kind === kMap) {
    if (!sameMaps(a, b, strict, memo)) return false;
  } else if (kind === kArray) {
    for (let i = 0; i < a.length; i++) {
      if (hasOwn(a, i)) {
        if (!hasOwn(b, i) || !equal(a[i], b[i], strict, memo)) return false;
      } else if (hasOwn(b, i)) {
        return false;
      } else {
        // A hole: from here only the existing elements are compared.
        const indices = Object.keys(a);
        for (; i < indices.length; i++) {
          if (!hasOwn(b, indices[i]) || !equal(a[indices[i]], b[indices[i]], strict, memo)) return false;
        }
        if (indices.length !== Object.keys(b).length) return false;
        break;
      }
    }
  }
  for (let i = 0; i < keys.length; i++) if (!equal(a[keys[i]], b[keys[i]], strict, memo)) return false;
  return true;
}

/** Removes from `candidates` one element that equals `value`. */
function takeEqual(candidates, value, strict, memo) {
  for (const candidate of candidates) {
    if (equal(value, candidate, strict, memo)) {
      candidates.delete(candidate);
      return true;
    }
  }
  return false;
}

/**
 * For loose comparison: which primitive to look for among `b`'s instead of the one missing there. True and false are
 * final answers; undefined and null find each other.
 */
function looseSubstitute(value) {
  switch (typeof value) {
    case 'undefined': return null;
    case 'object': return undefined;
    case 'symbol': return false;
    case 'string': value = +value;
    // A numeric string may equal a number, like a number itself.
    // fallthrough
    case 'number': if (value !== value) return false;
  }
  return true;
}

function sameSets(a, b, strict, memo) {
  let pending = null;
  for (const value of a) {
    if (typeof value === 'object' && value !== null) {
      pending ??= new Set();
      pending.add(value);
    } else if (!b.has(value)) {
      if (strict) return false;
      const substitute = looseSubstitute(value);
      if (substitute === false || (substitute !== true && !(b.has(substitute) && !a.has(substitute)))) return false;
      if (substitute !== true) continue;
      pending ??= new Set();
      pending.add(value);
    }
  }
  if (pending === null) return true;
  for (const value of b) {
    if (typeof value === 'object' && value !== null) {
      if (!takeEqual(pending, value, strict, memo)) return false;
    } else if (!strict && !a.has(value) && !(value == null && a.has(value === null ? undefined : null))) {
      if (!takeEqual(pending, value, strict, memo)) return false;
    }
  }
  return pending.size === 0;
}

function sameMaps(a, b, strict, memo) {
  let pending = null;
  for (const [key, value] of a) {
    if (typeof key === 'object' && key !== null) {
      pending ??= new Set();
      pending.add(key);
      continue;
    }
    const other = b.get(key);
    if ((other === undefined && !b.has(key)) || !equal(value, other, strict, memo)) {
      if (strict) return false;
      const substitute = looseSubstitute(key);
      if (substitute === false) return false;
      if (substitute !== true) {
        if (a.has(substitute) || !b.has(substitute) || !equal(value, b.get(substitute), false, memo)) return false;
        continue;
      }
      pending ??= new Set();
      pending.add(key);
    }
  }
  if (pending === null) return true;
  for (const [key, value] of b) {
    if (typeof key === 'object' && key !== null) {
      if (!takeEntry(pending, a, key, value, strict, memo)) return false;
    } else if (!strict && (!a.has(key) || !equal(a.get(key), value, false, memo)) &&
        !(key == null && a.has(key === null ? undefined : null))) {
      if (!takeEntry(pending, a, key, value, false, memo)) return false;
    }
  }
  return pending.size === 0;
}

function takeEntry(pending, a, key, value, strict, memo) {
  for (const candidate of pending) {
    if (equal(candidate, key, strict, memo) && equal(a.get(candidate), value, strict, memo)) {
      pending.delete(candidate);
      return true;
    }
  }
  return false;
}

module.exports = {
  isDeepEqual: (a, b) => equal(a, b, false),
  isDeepStrictEqual: (a, b) => equal(a, b, true),
};
