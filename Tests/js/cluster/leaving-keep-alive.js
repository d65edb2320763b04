'use strict';
// Clients with persistent connections lose no request when workers leave one after another: the answer says that the connection
// ends, and a connection that was busy a moment ago waits for the request that may be on its way.
const assert = require('assert');
const net = require('net');
const { start, tree, mustCall } = require('../common');

// Node closes connections that are idle, whatever is on its way.
if (process.versions.swjs === undefined) process.exit();

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let listening = 0;
    let left = 4;
    const leave = () => {
      if (left-- > 0) setTimeout(() => Object.values(cluster.workers).find((w) => !w.exitedAfterDisconnect).disconnect(), 100);
      else console.log('all left');
    };
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('exit', () => cluster.fork());
    cluster.on('listening', (w, a) => {
      if (++listening === 2) console.log('port', a.port);
      if (listening >= 2) leave();
    });
  } else {
    const pause = { '/': (f) => f(), '/later': (f) => setTimeout(f, 1), '/parts': (f, res) => { res.write('.'); setTimeout(f, 1); } };
    require('http').createServer((req, res) => pause[req.url](() => res.end('x'), res)).listen(0, '127.0.0.1');
  }` });

(async () => {
  const run = start([folder + '/m.js']);
  const [, port] = await run.line(/^port (\d+)$/);
  let ended = false;
  const counts = { answered: 0, lost: 0, announced: 0 };

  /** Asks on one connection after the other, the next time as soon as it is answered. */
  async function client(path) {
    while (!ended) {
      await new Promise((resolve) => {
        let text = '';
        let waits = false;
        const socket = net.connect(Number(port), '127.0.0.1');
        const ask = () => {
          waits = true;
          text = '';
          socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
        };
        socket.setEncoding('latin1').on('connect', ask).on('error', () => {});
        socket.on('data', (data) => {
          text += data;
          if (!/\r\n\r\n(?:x|[^]*0\r\n\r\n)$/.test(text)) return;
          waits = false;
          counts.answered++;
          const closes = /^Connection: close/m.test(text);
          if (closes) counts.announced++;
          if (closes || ended) socket.end();
          else ask();
        });
        socket.on('close', () => {
          if (waits) counts.lost++;
          resolve();
        });
      });
    }
  }
  const clients = ['/', '/later', '/parts', '/', '/later', '/parts'].map(client);
  await run.line(/^all left$/);
  ended = true;
  await Promise.all(clients);
  assert.strictEqual(counts.lost, 0, JSON.stringify(counts));
  assert.ok(counts.announced >= 4 && counts.answered > counts.announced, JSON.stringify(counts));
  await run.stop();
})().then(mustCall());
