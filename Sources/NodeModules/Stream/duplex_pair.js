'use strict';
// internal/streams/duplex-pair: stream.duplexPair. https://nodejs.org/docs/latest-v20.x/api/stream.html#streamduplexpairoptions

const Duplex = require('internal/streams/duplex');

const kOther = Symbol('kOther');
const kCallback = Symbol('kCallback');

/** One end: what is written here is read at the other, as soon as that asks for it. */
class DuplexSide extends Duplex {
  constructor(options) {
    super(options);
    this[kCallback] = null;
    this[kOther] = null;
  }

  _read() {
    const callback = this[kCallback];
    if (callback === null) return;
    this[kCallback] = null;
    callback();
  }

  _write(chunk, encoding, callback) {
    const other = this[kOther];
    if (chunk.length === 0) {
      process.nextTick(callback);
    } else {
      // Before the push: reading the chunk at once asks for the next.
      other[kCallback] = callback;
      other.push(chunk);
    }
  }

  _final(callback) {
    this[kOther].on('end', callback);
    this[kOther].push(null);
  }
}

/** stream.duplexPair([options]) */
function duplexPair(options) {
  const pair = [new DuplexSide(options), new DuplexSide(options)];
  pair[0][kOther] = pair[1];
  pair[1][kOther] = pair[0];
  return pair;
}

module.exports = { duplexPair };
