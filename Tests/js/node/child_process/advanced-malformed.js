'use strict';
// A message of an advanced channel that cannot be read is reported as an uncaught exception and dropped; the next one arrives.
const assert = require('assert');
const v8 = require('v8');
const { spawn } = require('child_process');
const { mustCall, tree } = require('../../common');

const folder = tree({
  'child.js': `
    process.on('uncaughtException', (error) => process.send({ error: error.message }));
    process.on('message', (message) => process.send({ message }));
  `,
});
// The test speaks the channel's protocol itself.
const child = spawn(process.execPath, [...(process.versions.swjs ? ['run'] : []), folder + '/child.js'], {
  stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  env: { ...process.env, NODE_CHANNEL_FD: '3', NODE_CHANNEL_SERIALIZATION_MODE: 'advanced' },
});
const channel = child.stdio[3];

function send(bytes) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  channel.write(Buffer.concat([head, bytes]));
}

const answers = [];
let input = Buffer.alloc(0);
channel.on('data', (chunk) => {
  input = Buffer.concat([input, chunk]);
  while (input.length >= 4 && input.length >= 4 + input.readUInt32BE()) {
    const end = 4 + input.readUInt32BE();
    answers.push(v8.deserialize(input.subarray(4, end)));
    input = input.subarray(end);
  }
  if (answers.length === 6) channel.end();
});

send(v8.serialize('first'));
send(Buffer.from('\xff\x0fo"\x01a', 'latin1'));
send(v8.serialize({ second: [2] }));
send(Buffer.from('I\x02', 'latin1'));
send(Buffer.from('\xff\x0f\xff', 'latin1'));
send(v8.serialize('last'));
child.on('exit', mustCall(() => {
  assert.deepStrictEqual(answers, [
    { message: 'first' },
    { error: 'Unable to deserialize cloned data.' },
    { message: { second: [2] } },
    { error: 'Unable to deserialize cloned data due to invalid or unsupported version.' },
    { error: 'Unable to deserialize cloned data.' },
    { message: 'last' },
  ]);
}));
