'use strict';
// EventTarget, Event, AbortController, queueMicrotask, performance, btoa.
const assert = require('assert');
const { mustCall } = require('../../common');

const t = new EventTarget();
const log = [];
t.addEventListener('x', (e) => { log.push(e.type, e.target === t, e instanceof Event); e.preventDefault(); });
t.addEventListener('x', { handleEvent() { log.push('object'); } }, { once: true });
assert.strictEqual(t.dispatchEvent(new Event('x', { cancelable: true })), false);
t.dispatchEvent(new Event('x'));
assert.deepStrictEqual(log, ['x', true, true, 'object', 'x', true, true]);
const c = new AbortController();
c.signal.addEventListener('abort', mustCall());
c.abort();
assert.ok(c.signal.aborted && c.signal.reason.name === 'AbortError');
assert.throws(() => c.signal.throwIfAborted(), { name: 'AbortError' });
AbortSignal.timeout(5).onabort = mustCall();
setTimeout(() => {}, 30);
queueMicrotask(mustCall());
assert.throws(() => queueMicrotask(1), { code: 'ERR_INVALID_ARG_TYPE' });
const now = performance.now();
assert.ok(now > 0 && performance.now() >= now);
assert.strictEqual(btoa('a\xff'), 'Yf8=');
assert.strictEqual(atob('Yf8='), 'a\xff');
