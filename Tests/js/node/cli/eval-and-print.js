'use strict';
// -e, -p, stdin, --, and options that do not exist.
const assert = require('assert');
const { run, mustCall, tree } = require('../../common');

const { spawnSync } = require('child_process');
(async () => {
  const direct = (args, input) => { const r = spawnSync(process.execPath, args, { input, encoding: 'utf8' }); return [r.status, r.stdout]; };
  assert.deepStrictEqual(direct(['-e', 'console.log(1 + 1, require("path").sep)']), [0, '2 /\n']);
  assert.deepStrictEqual(direct(['-p', '[1, { a: 2 }]']), [0, '[ 1, { a: 2 } ]\n']);
  assert.deepStrictEqual(direct(['-e', 'console.log(process.argv.slice(1).join())', 'x', 'y']), [0, 'x,y\n']);
  assert.strictEqual(direct(['-e', 'throw 1'])[0], 1);
  assert.deepStrictEqual(direct(['-e', 'process.exit(7)']), [7, '']);
  assert.strictEqual(direct(['--no-such-option'])[0], 9);
  const folder = tree({ 'f.js': 'console.log(process.argv.slice(2).join("|"))' });
  assert.deepStrictEqual(direct([folder + '/f.js', '--x', '-e', '--', 'z']), [0, '--x|-e|--|z\n']);
  const missing = spawnSync(process.execPath, [folder + '/none.js'], { encoding: 'utf8' });
  assert.ok(missing.status === 1 && missing.stderr.includes('Cannot find module'));
})().then(mustCall());
