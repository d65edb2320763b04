'use strict';
// timers/promises: setTimeout, setImmediate, setInterval, abort.
const assert = require('assert');
const { mustCall } = require('../../common');

const timers = require('timers/promises');
(async () => {
  assert.strictEqual(await timers.setTimeout(2, 'v'), 'v');
  assert.strictEqual(await timers.setImmediate('i'), 'i');
  let n = 0;
  for await (const v of timers.setInterval(1, 'x')) { assert.strictEqual(v, 'x'); if (++n === 3) break; }
  const c = new AbortController();
  setImmediate(() => c.abort());
  await assert.rejects(timers.setTimeout(10000, null, { signal: c.signal }), { name: 'AbortError', code: 'ABORT_ERR' });
})().then(mustCall());
