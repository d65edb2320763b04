'use strict';
// A warning, once, when there are many listeners.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const { stderr, code } = await runSource(`
    const e = new (require('events'))();
    for (let i = 0; i < 13; i++) e.on('x', () => {});
    console.log(e.getMaxListeners());`);
  assert.strictEqual(code, 0);
  assert.strictEqual(stderr.match(/MaxListenersExceededWarning: Possible EventEmitter memory leak detected\. 11 x listeners added to \[EventEmitter\]/g).length, 1);
  const quiet = await runSource(`
    const e = new (require('events'))();
    e.setMaxListeners(20);
    for (let i = 0; i < 13; i++) e.on('x', () => {});`);
  assert.strictEqual(quiet.stderr, '');
})().then(mustCall());
