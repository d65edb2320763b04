'use strict';
// The punycode module (RFC 3492). https://nodejs.org/docs/latest-v20.x/api/punycode.html

const maxInt = 2147483647;
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const separators = /[\x2E\u3002\uFF0E\uFF61]/g;

function adapt(delta, points, first) {
  let k = 0;
  delta = first ? Math.floor(delta / damp) : delta >> 1;
  delta += Math.floor(delta / points);
  for (; delta > ((base - tMin) * tMax) >> 1; k += base) delta = Math.floor(delta / (base - tMin));
  return Math.floor(k + (base - tMin + 1) * delta / (delta + skew));
}

function digitOf(code) {
  if (code >= 48 && code <= 57) return code - 22;
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 97;
  return base;
}

function digitText(digit) {
  return String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
}

function fail(reason) {
  throw new RangeError(reason);
}

function threshold(k, bias) {
  return k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
}

/** punycode.decode(string) */
function decode(input) {
  const output = [];
  const basic = Math.max(input.lastIndexOf('-'), 0);
  for (let j = 0; j < basic; j++) {
    if (input.charCodeAt(j) >= 0x80) fail('Illegal input >= 0x80 (not a basic code point)');
    output.push(input.charCodeAt(j));
  }
  let n = 128;
  let i = 0;
  let bias = 72;
  for (let index = basic > 0 ? basic + 1 : 0; index < input.length;) {
    const before = i;
    for (let w = 1, k = base; ; k += base) {
      if (index >= input.length) fail('Invalid input');
      const digit = digitOf(input.charCodeAt(index++));
      if (digit >= base) fail('Invalid input');
      if (digit > Math.floor((maxInt - i) / w)) fail('Overflow: input needs wider integers to process');
      i += digit * w;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (w > Math.floor(maxInt / (base - t))) fail('Overflow: input needs wider integers to process');
      w *= base - t;
    }
    const count = output.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (Math.floor(i / count) > maxInt - n) fail('Overflow: input needs wider integers to process');
    n += Math.floor(i / count);
    i %= count;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

/** punycode.encode(string) */
function encode(text) {
  const input = ucs2decode(text);
  let output = '';
  for (const code of input) if (code < 0x80) output += String.fromCharCode(code);
  const basic = output.length;
  let handled = basic;
  if (basic > 0) output += '-';
  let n = 128;
  let delta = 0;
  let bias = 72;
  while (handled < input.length) {
    let next = maxInt;
    for (const code of input) if (code >= n && code < next) next = code;
    const count = handled + 1;
    if (next - n > Math.floor((maxInt - delta) / count)) fail('Overflow: input needs wider integers to process');
    delta += (next - n) * count;
    n = next;
    for (const code of input) {
      if (code < n && ++delta > maxInt) fail('Overflow: input needs wider integers to process');
      if (code !== n) continue;
      let q = delta;
      for (let k = base; ; k += base) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += digitText(t + (q - t) % (base - t));
        q = Math.floor((q - t) / (base - t));
      }
      output += digitText(q);
      bias = adapt(delta, count, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

function ucs2decode(text) {
  const output = [];
  for (const char of text) output.push(char.codePointAt(0));
  return output;
}

function mapDomain(domain, fn) {
  const parts = domain.split('@');
  let prefix = '';
  if (parts.length > 1) {
    prefix = `${parts[0]}@`;
    domain = parts[1];
  }
  return prefix + domain.replace(separators, '.').split('.').map(fn).join('.');
}

/** punycode.toASCII(domain) */
function toASCII(domain) {
  return mapDomain(domain, (label) => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label));
}

/** punycode.toUnicode(domain) */
function toUnicode(domain) {
  return mapDomain(domain, (label) => (/^xn--/.test(label) ? decode(label.slice(4).toLowerCase()) : label));
}

module.exports = {
  version: '2.1.0',
  ucs2: { decode: ucs2decode, encode: (points) => String.fromCodePoint(...points) },
  decode, encode, toASCII, toUnicode,
};
