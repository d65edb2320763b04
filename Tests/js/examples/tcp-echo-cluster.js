'use strict';
// Lines come back with the id of the worker; a connection stays with its worker.
const assert = require('assert');
const { example } = require('../common');

const net = require('net');
const { once } = require('events');
async function talk(port) {
  const socket = net.connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let text = '';
  socket.on('data', (d) => { text += d; });
  await once(socket, 'connect');
  socket.write('one\ntwo\nthr');
  setTimeout(() => socket.write('ee\nquit\n'), 30);
  await once(socket, 'close');
  const m = /^(\d): one\n\1: two\n\1: three\nbye\n$/.exec(text);
  assert.ok(m, JSON.stringify(text));
  return m[1];
}
async function main() {
  const run = example('tcp-echo-cluster.js');
  const port = await run.port();
  const ids = [];
  for (let i = 0; i < 4; i++) ids.push(await talk(port));
  assert.deepStrictEqual([...new Set(ids)].sort(), ['1', '2']);
  await run.end();
}
main();
