'use strict';
// The memory of buffers does not count against the limit of the heap.
const assert = require('assert');
const { run, mustCall } = require('../../common');

(async () => {
  const r = await run(['--max-heap-size=16', '-e',
    'const list = []; for (let i = 0; i < 40; i++) { list.push(Buffer.alloc(1 << 20)); ({}).x = []; } console.log(list.length);']);
  assert.strictEqual(r.stderr, '');
  assert.strictEqual(r.stdout, '40\n');
})().then(mustCall());
