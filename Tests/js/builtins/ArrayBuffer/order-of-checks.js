// The lengths are compared before newTarget is asked for the prototype.
const assert = require('assert');
const newTarget = Object.defineProperty(function () {}.bind(null), 'prototype', { get() { throw new Error('too early'); } });
for (const Buffer of [ArrayBuffer, SharedArrayBuffer]) {
  assert.throws(() => Reflect.construct(Buffer, [10, { maxByteLength: 0 }], newTarget), RangeError);
  assert.throws(() => Reflect.construct(Buffer, [0, { maxByteLength: 10 }], newTarget), /too early/);
}
