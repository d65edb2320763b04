// --regexp-step-limit: a match that backtracks too often is a RangeError which can be caught; others are not affected.
const assert = require('assert');
const { spawnSync } = require('child_process');
const script = `
  try { /^(a+)+$/.test('a'.repeat(40) + 'b'); console.log('no error'); } catch (e) { console.log(e.name + ': ' + e.message); }
  console.log(/^(a+)+$/.test('a'.repeat(40)), 'abc'.replace(/b/g, '-'));`;
const limited = spawnSync(process.execPath, ['--regexp-step-limit', '100000', '-e', script], { encoding: 'utf8' });
assert.strictEqual(limited.stdout, 'RangeError: Regular expression took more than 100000 steps\ntrue a-c\n');
assert.strictEqual(limited.status, 0);
const wrong = spawnSync(process.execPath, ['--regexp-step-limit=none', '-e', '0'], { encoding: 'utf8' });
assert.strictEqual(wrong.status, 9);
assert.match(wrong.stderr, /--regexp-step-limit needs a number/);
