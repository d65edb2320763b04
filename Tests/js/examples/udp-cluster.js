'use strict';
// Datagrams are answered by a worker.
const assert = require('assert');
const { example } = require('../common');

const dgram = require('dgram');
async function main() {
  const run = example('udp-cluster.js');
  await run.matches(/^worker \d is bound \(udp4\)$/, 2);
  const port = await run.port();
  const socket = dgram.createSocket('udp4');
  const answers = [];
  await new Promise((resolve) => {
    socket.on('message', (m) => {
      answers.push(String(m));
      if (answers.length === 5) resolve();
    });
    for (let i = 0; i < 5; i++) socket.send(`n${i}`, port, '127.0.0.1');
  });
  socket.close();
  for (const a of answers) assert.ok(/^worker [12]: n[0-4]$/.test(a), a);
  assert.strictEqual(new Set(answers.map((a) => a.slice(-2))).size, 5);
  await run.end();
}
main();
