'use strict';
// The global object: names, attributes, and what is not there.
const assert = require('assert');

assert.strictEqual(globalThis, global);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(globalThis, 'undefined'), { value: undefined, writable: false, enumerable: false, configurable: false });
for (const name of ['Object', 'Array', 'Map', 'parseInt', 'globalThis']) {
  const d = Object.getOwnPropertyDescriptor(globalThis, name);
  assert.ok(d.writable && d.configurable && !d.enumerable, name);
}
for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'queueMicrotask', 'console', 'process', 'Buffer', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'AbortController', 'Event', 'EventTarget', 'structuredClone', 'performance']) {
  assert.ok(name in globalThis, name);
}
assert.strictEqual(typeof window, 'undefined');
assert.strictEqual(Object.prototype.toString.call(globalThis), '[object global]');
