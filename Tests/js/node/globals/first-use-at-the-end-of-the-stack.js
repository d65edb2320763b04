'use strict';
// A global that is made by its first use is made, even if a recursion has left no room for calls.
const assert = require('assert');
// With a collection at every allocation the recursion would take minutes.
if (process.env.SWJS_GC_STRESS) process.exit();

const names = ['URL', 'EventTarget', 'AbortController', 'TextDecoder', 'performance', 'URLSearchParams'];

/** Calls `use` as deep as possible. */
function atTheEnd(use) {
  try {
    return atTheEnd(use);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return use();
}

for (const name of names) {
  const found = atTheEnd(() => globalThis[name]);
  assert.strictEqual(found, globalThis[name]);
  assert.ok(found);
}
assert.strictEqual(new URL('http://a/b').pathname, '/b');
