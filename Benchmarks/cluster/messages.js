'use strict';
// Messages between a primary and a worker: messages.js pingpong|up|down SIZE json|advanced [SECONDS]
// pingpong: one at a time, there and back (counted once); up: worker to primary; down: primary to worker. Prints messages a second.
const cluster = require('cluster');

const [, , kind = 'pingpong', size = '100', serialization = 'json', seconds = '2'] = process.argv;
const payload = { text: 'x'.repeat(Number(size)) };
const limit = 1000;

/** Sends as fast as the channel takes it: a batch, and the next one when the last of it is written. */
function flood(send) {
  (function batch() {
    let left = 64;
    for (let i = 0; i < 64; i++) send(payload, () => { if (--left === 0) setImmediate(batch); });
  })();
}

if (cluster.isPrimary) {
  cluster.setupPrimary({ serialization, args: process.argv.slice(2) });
  const worker = cluster.fork();
  let count = 0;
  let began = 0;
  const total = Number(seconds) * 1000;
  const done = (n, elapsed) => {
    console.log(Math.round(n / elapsed * 1000));
    worker.process.kill('SIGKILL');
    process.exit();
  };
  const tick = () => {
    if (++count === limit) began = performance.now();
    if (count > limit && count % 64 === 0 && performance.now() - began > total) {
      done(count - limit, performance.now() - began);
      return true;
    }
    return false;
  };
  let ended = false;
  worker.once('online', () => {
    if (kind === 'pingpong') {
      worker.on('message', () => { if (!tick()) worker.send(payload); });
      worker.send(payload);
    } else if (kind === 'up') {
      worker.on('message', () => { if (!ended) ended = tick(); });
    } else {
      worker.on('message', ({ count, elapsed }) => done(count, elapsed));
      flood((message, callback) => worker.send(message, callback));
    }
  });
} else if (kind === 'pingpong') {
  process.on('message', (message) => process.send(message));
} else if (kind === 'up') {
  flood((message, callback) => process.send(message, callback));
} else {
  let count = 0;
  let began = 0;
  process.on('message', () => {
    if (++count === limit) began = performance.now();
    if (count < limit || count % 64 > 0) return;
    const elapsed = performance.now() - began;
    if (elapsed > Number(seconds) * 1000) {
      process.send({ count: count - limit, elapsed });
      began = Infinity;
    }
  });
}
