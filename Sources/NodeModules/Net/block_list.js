'use strict';
// internal/net/block_list: net.BlockList and net.SocketAddress. https://nodejs.org/docs/latest-v20.x/api/net.html#class-netblocklist

const { codes } = require('internal/errors');
const { validateInt32, validateObject, validateOneOf, validatePort, validateString, validateUint32 } = require('internal/validators');
const { parseAddress } = internalBinding('tcp_wrap');

/** The address as a bigint: 32 bits for IPv4, 128 for IPv6. */
function toNumber(address, family) {
  if (family === 'ipv4') return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  let text = address.split('%')[0];
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (dotted) {
    const [, a, b, c, d] = dotted.map(Number);
    text = text.slice(0, dotted.index) + ((a << 8) | b).toString(16) + ':' + ((c << 8) | d).toString(16);
  }
  const [head, tail] = text.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const middle = tail === undefined ? [] : new Array(8 - left.length - right.length).fill('0');
  return [...left, ...middle, ...right].reduce((sum, part) => (sum << 16n) | BigInt(parseInt(part || '0', 16)), 0n);
}

/** new net.SocketAddress([options]) */
class SocketAddress {
  constructor(options = {}) {
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') throw new codes.ERR_INVALID_ARG_VALUE('options.family', options.family);
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    if (parseAddress(address) !== (family === 'ipv4' ? 4 : 6)) throw new codes.ERR_INVALID_ADDRESS(address);
    Object.defineProperties(this, {
      address: { __proto__: null, value: address, enumerable: true },
      port: { __proto__: null, value: port | 0, enumerable: true },
      family: { __proto__: null, value: family, enumerable: true },
      flowlabel: { __proto__: null, value: family === 'ipv6' ? flowlabel : 0, enumerable: true },
    });
  }
  toJSON() { return { address: this.address, port: this.port, family: this.family, flowlabel: this.flowlabel }; }
  static isSocketAddress(value) { return value instanceof SocketAddress; }
}

/** Address and family of the arguments `(address[, type])`. */
function parse(address, type, name = 'address') {
  if (SocketAddress.isSocketAddress(address)) return { family: address.family, number: toNumber(address.address, address.family), text: address.address };
  validateString(address, name);
  validateString(type, 'family');
  type = type.toLowerCase();
  validateOneOf(type, 'family', ['ipv4', 'ipv6']);
  if (parseAddress(address) !== (type === 'ipv4' ? 4 : 6)) throw new codes.ERR_INVALID_ADDRESS(address);
  return { family: type, number: toNumber(address, type), text: address };
}

const label = (family) => (family === 'ipv4' ? 'IPv4' : 'IPv6');

/** new net.BlockList() */
class BlockList {
  #rules = [];
  static isBlockList(value) { return value instanceof BlockList; }
  addAddress(address, type = 'ipv4') {
    const { family, number, text } = parse(address, type);
    this.#rules.unshift({ family, from: number, to: number, text: `Address: ${label(family)} ${text}` });
  }
  addRange(start, end, type = 'ipv4') {
    const from = parse(start, type, 'start');
    const to = parse(end, type, 'end');
    if (from.number > to.number) throw new codes.ERR_INVALID_ARG_VALUE('start', start, `must come before ${end}`);
    this.#rules.unshift({ family: from.family, from: from.number, to: to.number, text: `Range: ${label(from.family)} ${from.text}-${to.text}` });
  }
  addSubnet(network, prefix, type = 'ipv4') {
    const { family, number, text } = parse(network, type, 'network');
    const bits = family === 'ipv4' ? 32 : 128;
    validateInt32(prefix, 'prefix', 0, bits);
    const size = 1n << BigInt(bits - prefix);
    const from = number / size * size;
    this.#rules.unshift({ family, from, to: from + size - 1n, text: `Subnet: ${label(family)} ${text}/${prefix}` });
  }
  check(address, type = 'ipv4') {
    let entry;
    try {
      entry = parse(address, type);
    } catch (error) {
      if (error.code !== 'ERR_INVALID_ADDRESS') throw error;
      return false;
    }
    const mapped = entry.family === 'ipv6' && entry.number >> 32n === 0xFFFFn;
    return this.#rules.some(({ family, from, to }) => {
      if (family === entry.family && entry.number >= from && entry.number <= to) return true;
      const low = entry.number & 0xFFFFFFFFn;
      return mapped && family === 'ipv4' && low >= from && low <= to;
    });
  }
  get rules() { return this.#rules.map((rule) => rule.text); }
}

module.exports = { BlockList, SocketAddress };
