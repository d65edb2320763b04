'use strict';
// util/types. https://nodejs.org/docs/latest-v20.x/api/util.html#utiltypes

const native = internalBinding('types');
const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

module.exports = {};
for (const name of Object.getOwnPropertyNames(native)) module.exports[name] = native[name];
module.exports.isArrayBufferView = (value) => ArrayBuffer.isView(value);
module.exports.isTypedArray = (value) => tagOf.call(value) !== undefined;
for (const kind of ['Uint8', 'Uint8Clamped', 'Uint16', 'Uint32', 'Int8', 'Int16', 'Int32', 'Float32', 'Float64', 'BigInt64', 'BigUint64']) {
  const name = `${kind}Array`;
  module.exports[`is${name}`] = (value) => tagOf.call(value) === name;
}
module.exports.isKeyObject = () => false;
module.exports.isCryptoKey = () => false;
