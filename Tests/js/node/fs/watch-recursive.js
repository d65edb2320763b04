'use strict';
// fs.watch with recursive: files in folders that exist, in folders that come later, and the options' checks.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { tmpdir, mustCall } = require('../../common');

const folder = tmpdir();
fs.mkdirSync(path.join(folder, 'old'));
assert.throws(() => fs.watch(folder, { recursive: '1' }), { code: 'ERR_INVALID_ARG_TYPE' });
const seen = new Set();
const steps = [
  [() => fs.writeFileSync(path.join(folder, 'old', 'x'), ''), 'old/x'],
  [() => fs.mkdirSync(path.join(folder, 'new', 'deep'), { recursive: true }), 'new'],
  [() => fs.writeFileSync(path.join(folder, 'new', 'deep', 'y'), ''), 'new/deep/y'],
  [() => fs.rmSync(path.join(folder, 'new'), { recursive: true }), 'new/deep'],
];
let step = 0;
const next = () => {
  seen.clear();
  if (step === steps.length) watcher.close();
  else steps[step][0]();
};
const watcher = fs.watch(folder, { recursive: true }, (type, name) => {
  seen.add(name);
  if (step < steps.length && seen.has(steps[step][1])) {
    step++;
    setImmediate(next);
  }
});
watcher.on('close', mustCall());
next();

// A stopped watcher says so, once.
const poll = fs.watchFile(__filename, () => {});
poll.on('stop', mustCall());
poll.stop();
poll.stop();
