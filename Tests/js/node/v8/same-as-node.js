'use strict';
// Node reads what is written here, what it writes is read here, and both make the same of damaged bytes.
const assert = require('assert');
const v8 = require('v8');
const { spawnSync } = require('child_process');
const { random, value, damage, describe } = require('./fixtures/values.js');

const seeds = process.env.SWJS_GC_STRESS ? 10 : 200;
const damagedPerSeed = 30;

function outcome(bytes) {
  try {
    return describe(v8.deserialize(bytes));
  } catch {
    return 'error';
  }
}

if (process.argv[2] === 'answer') {
  // Under Node: for each line of bytes, what it reads; for each seed also the bytes that it writes itself.
  const lines = require('fs').readFileSync(0, 'utf8').split('\n');
  const answers = lines.map((line) => outcome(Buffer.from(line, 'hex')));
  for (let seed = 1; seed <= seeds; seed++) answers.push(v8.serialize(value(random(seed * 104729))).toString('hex'));
  process.stdout.write(answers.join('\n'));
} else {
  const lines = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const next = random(seed * 104729);
    const bytes = v8.serialize(value(next));
    lines.push(bytes);
    for (let i = 0; i < damagedPerSeed; i++) lines.push(damage(next, bytes));
  }
  const input = lines.map((bytes) => bytes.toString('hex')).join('\n');
  const node = spawnSync('node', [__filename, 'answer'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (node.error?.code === 'ENOENT') {
    console.log('skipped: no node here');
  } else {
    assert.strictEqual(node.status, 0, node.stderr);
    const answers = node.stdout.split('\n');
    for (const [i, bytes] of lines.entries()) {
      if (outcome(bytes) !== answers[i]) {
        assert.fail(`line ${i}: ${bytes.toString('hex').slice(0, 2000)}\nhere ${outcome(bytes).slice(0, 2000)}\nnode ${answers[i].slice(0, 2000)}`);
      }
    }
    for (let seed = 1; seed <= seeds; seed++) {
      const expected = describe(value(random(seed * 104729)));
      assert.ok(answers[(seed - 1) * (damagedPerSeed + 1)] === expected, `written here, seed ${seed}`);
      assert.ok(outcome(Buffer.from(answers[lines.length + seed - 1], 'hex')) === expected, `written by node, seed ${seed}`);
    }
  }
}
