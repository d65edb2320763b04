'use strict';
// A rejection that is handled before the microtasks end is no failure; later it is.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const fine = await runSource(`
    const p = Promise.reject(new Error('late'));
    Promise.resolve().then(() => p.catch(() => console.log('caught')));`);
  assert.deepStrictEqual([fine.code, fine.stdout], [0, 'caught\n']);
  const bad = await runSource(`
    const p = Promise.reject(new Error('never handled'));
    setTimeout(() => console.log('not reached'), 50);`);
  assert.strictEqual(bad.code, 1);
  assert.strictEqual(bad.stdout, '');
  assert.ok(bad.stderr.includes('Error: never handled'));
  const event = await runSource(`
    process.on('unhandledRejection', (reason, promise) => console.log(reason, promise instanceof Promise));
    Promise.reject(5);`);
  assert.deepStrictEqual([event.code, event.stdout], [0, '5 true\n']);
})().then(mustCall());
