'use strict';
// internal/url/host: host parsing. https://url.spec.whatwg.org/#host-parsing

const forbiddenHost = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const forbiddenDomain = /[\0-\x20"#%/:<>?@[\\\]^`{|}\x7F]/;

function percentDecode(text) {
  return text.includes('%') ? require('querystring').unescapeBuffer(Buffer.from(text).toString('latin1')).toString('utf8') : text;
}

/**
 * Unicode to ASCII: NOTE: case folding and NFKC instead of the whole of UTS #46, whose tables are not carried.
 * Answers null when the domain is invalid.
 */
function domainToASCII(domain) {
  // eslint-disable-next-line no-control-regex
  if (!/[^\0-\x7F]/.test(domain)) {
    const lower = domain.toLowerCase();
    if (!lower.includes('xn--')) return lower;
    const { decode } = require('punycode');
    for (const label of lower.split('.')) {
      if (!label.startsWith('xn--')) continue;
      try {
        const decoded = decode(label.slice(4));
        // eslint-disable-next-line no-control-regex
        if (decoded === '' || !/[^\0-\x7F]/.test(decoded)) return null;
      } catch {
        return null;
      }
    }
    return lower;
  }
  const mapped = domain.replace(/[\u00AD\u200B\u2060\uFEFF\uFE00-\uFE0F]/g, '').replace(/ẞ/g, 'ss').normalize('NFKC').toLowerCase().normalize('NFKC').replace(/[\u3002\uFF0E\uFF61]/g, '.');
  const { encode } = require('punycode');
  try {
    // eslint-disable-next-line no-control-regex
    return mapped.split('.').map((label) => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label)).join('.');
  } catch {
    return null;
  }
}

function parseNumber(text) {
  if (text === '') return NaN;
  if (/^0[xX]/.test(text)) return text.length === 2 ? 0 : /^0[xX][0-9a-fA-F]+$/.test(text) ? parseInt(text, 16) : NaN;
  if (text.length > 1 && text[0] === '0') return /^0[0-7]*$/.test(text) ? parseInt(text, 8) : NaN;
  return /^[0-9]+$/.test(text) ? parseInt(text, 10) : NaN;
}

function endsInNumber(host) {
  const parts = host.split('.');
  if (parts[parts.length - 1] === '') {
    if (parts.length === 1) return false;
    parts.pop();
  }
  const last = parts[parts.length - 1];
  return /^[0-9]+$/.test(last) || !Number.isNaN(parseNumber(last)) && /^0[xX]/.test(last);
}

/** https://url.spec.whatwg.org/#concept-ipv4-parser: the address's text, or null. */
function parseIPv4(host) {
  const parts = host.split('.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.pop();
  if (parts.length > 4) return null;
  const numbers = [];
  for (const part of parts) {
    const n = parseNumber(part);
    if (Number.isNaN(n)) return null;
    numbers.push(n);
  }
  for (let i = 0; i < numbers.length - 1; i++) if (numbers[i] > 255) return null;
  if (numbers[numbers.length - 1] >= 256 ** (5 - numbers.length)) return null;
  let address = numbers[numbers.length - 1];
  for (let i = 0; i < numbers.length - 1; i++) address += numbers[i] * 256 ** (3 - i);
  return `${Math.floor(address / 16777216)}.${Math.floor(address / 65536) % 256}.${Math.floor(address / 256) % 256}.${address % 256}`;
}

/** https://url.spec.whatwg.org/#concept-ipv6-parser: eight numbers, or null. */
function parseIPv6(text) {
  let tail = text;
  const dot = text.lastIndexOf(':');
  if (text.includes('.')) {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text.slice(dot + 1));
    if (match === null || match.slice(1).some((n) => +n > 255 || (n.length > 1 && n[0] === '0'))) return null;
    tail = `${text.slice(0, dot + 1)}${(+match[1] * 256 + +match[2]).toString(16)}:${(+match[3] * 256 + +match[4]).toString(16)}`;
  }
  const halves = tail.split('::');
  if (halves.length > 2) return null;
  const read = (half) => (half === '' ? [] : half.split(':').map((piece) => (/^[0-9a-fA-F]{1,4}$/.test(piece) ? parseInt(piece, 16) : NaN)));
  const head = read(halves[0]);
  const rest = halves.length === 2 ? read(halves[1]) : [];
  if ([...head, ...rest].some(Number.isNaN)) return null;
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...head, ...new Array(missing).fill(0), ...rest];
}

function serializeIPv6(pieces) {
  let bestStart = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let j = i;
    while (j < 8 && pieces[j] === 0) j++;
    if (j - i > bestLength) {
      bestStart = i;
      bestLength = j - i;
    }
    if (j > i) i = j;
  }
  const hex = (list) => list.map((n) => n.toString(16)).join(':');
  if (bestStart === -1) return `[${hex(pieces)}]`;
  return `[${hex(pieces.slice(0, bestStart))}::${hex(pieces.slice(bestStart + bestLength))}]`;
}

/** The serialized host, or null when it is invalid. `encodeControls` percent-encodes an opaque host. */
function parseHost(input, isSpecial, encodeControls) {
  if (input[0] === '[') {
    if (!input.endsWith(']')) return null;
    const pieces = parseIPv6(input.slice(1, -1));
    return pieces === null ? null : serializeIPv6(pieces);
  }
  if (!isSpecial) return forbiddenHost.test(input) ? null : encodeControls(input);
  const ascii = domainToASCII(percentDecode(input));
  if (ascii === null || ascii === '' || forbiddenDomain.test(ascii)) return null;
  return endsInNumber(ascii) ? parseIPv4(ascii) : ascii;
}

module.exports = { domainToASCII, parseHost };
