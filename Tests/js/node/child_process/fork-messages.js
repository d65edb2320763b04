'use strict';
// fork: messages of all JSON kinds both ways, in order; disconnect; exit by itself.
const assert = require('assert');
const { mustCall, tree } = require('../../common');

const { fork } = require('child_process');
const folder = tree({ 'child.js': `
  process.on('message', (m) => { if (m === 'end') { process.disconnect(); } else process.send({ echo: m, argv: process.argv.slice(2) }); });
  process.on('disconnect', () => console.log('child disconnected', process.connected));` });
const child = fork(folder + '/child.js', ['arg'], { silent: true });
const values = [1, 'text', null, true, { a: [1, { b: 'ü\u2028' }] }, [], 'x'.repeat(200000), { u: undefined }];
const got = [];
let out = '';
child.stdout.on('data', (d) => { out += d; });
child.on('message', (m) => {
  got.push(m.echo);
  assert.deepStrictEqual(m.argv, ['arg']);
  if (got.length === values.length) child.send('end');
});
for (const v of values) child.send(v);
child.on('disconnect', mustCall(() => assert.strictEqual(child.connected, false)));
child.on('close', mustCall((code) => {
  assert.deepStrictEqual(got, JSON.parse(JSON.stringify(values)));
  assert.deepStrictEqual([code, out], [0, 'child disconnected false\n']);
  child.send('late', mustCall((e) => assert.strictEqual(e.code, 'ERR_IPC_CHANNEL_CLOSED')));
}));
child.on('error', () => {});
assert.throws(() => child.send(undefined), { code: 'ERR_MISSING_ARGS' });
