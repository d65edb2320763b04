'use strict';
// Chains that are compiled from within are a RangeError where the stack is large, too: there the registers of a function end first.
const assert = require('assert');
const { spawnSync } = require('child_process');
const common = require('../../common');

// Making the texts takes too long when the collector runs at every allocation.
if (process.env.SWJS_GC_STRESS) process.exit();
if (process.argv[2] === 'child') {
  const n = 100000;
  for (const text of ['var chain = {}; chain.a = chain; chain' + '.a'.repeat(n), 'function call() { return call } call' + '()'.repeat(n)]) {
    try {
      (0, eval)(text);
    } catch (e) {
      assert.ok(e instanceof RangeError, `${e.name}: ${e.message}`);
    }
  }
  process.exit();
}
const shell = 'ulimit -s "$0" || exit 9; exec "$@"';
for (const kilobytes of [16384, 65536]) {
  const words = ['-c', shell, String(kilobytes), process.execPath, ...common.argv([__filename, 'child'])];
  const { status, signal, stderr } = spawnSync('sh', words, { encoding: 'utf8' });
  // A hard limit below it.
  if (status === 9) continue;
  assert.deepStrictEqual([status, signal, stderr], [0, null, '']);
}
