'use strict';
// UDP sockets of workers are one socket, bound by the primary.
const assert = require('assert');
const { start, tree, mustCall } = require('../common');

const dgram = require('dgram');
const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, a) => { if (++n === 2) console.log('port', a.port, a.addressType); });
  } else {
    const s = require('dgram').createSocket('udp4');
    s.on('message', (m, from) => s.send(cluster.worker.id + ':' + m, from.port, from.address));
    s.bind(0, '127.0.0.1');
  }` });
(async () => {
  const run = start([folder + '/m.js']);
  const [, port, type] = await run.line(/^port (\d+) (\S+)$/);
  assert.strictEqual(type, 'udp4');
  const c = dgram.createSocket('udp4');
  const got = await new Promise((resolve) => {
    const all = [];
    c.on('message', (m) => { all.push(String(m)); if (all.length === 4) resolve(all); });
    for (let i = 0; i < 4; i++) c.send('d' + i, Number(port), '127.0.0.1');
  });
  c.close();
  assert.deepStrictEqual(got.map((g) => g.slice(2)).sort(), ['d0', 'd1', 'd2', 'd3']);
  assert.ok(got.every((g) => /^[12]:/.test(g)));
  await run.stop();
})().then(mustCall());
