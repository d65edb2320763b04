'use strict';
// emitWarning prints once to stderr and emits 'warning'.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const r = await runSource(`
    process.on('warning', (w) => console.log(w.name, w.code, w.message));
    process.emitWarning('careful', 'MyWarning', 'W001');`);
  assert.strictEqual(r.stdout, 'MyWarning W001 careful\n');
  assert.ok(/^\(\S+:\d+\) \[W001\] MyWarning: careful\n/.test(r.stderr), r.stderr);
})().then(mustCall());
