'use strict';
// Requests that need the processor, spread over the processors by a cluster. The twin, cpu-bound-single.js, does the same
// work in one process.
//
// Look at: `ab -c 4 -n 40 http://127.0.0.1:8001/` against this and against the twin (port 8002). While one worker counts, the
// others answer; in the twin everybody waits for the one before.
//
// PORT: default 8001, 0 for any (printed). WORKERS: default one for each processor. SIZE: work of a request.
const cluster = require('cluster');
const http = require('http');
const os = require('os');

const port = Number(process.env.PORT || 8001);
const size = Number(process.env.SIZE || 200000);
const workers = Number(process.env.WORKERS || os.cpus().length);

/** Counts the primes below n by trial division: slow on purpose. */
function countPrimes(n) {
  let count = 0;
  for (let candidate = 2; candidate < n; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate; d++) {
      if (candidate % d === 0) {
        prime = false;
        break;
      }
    }
    if (prime) count++;
  }
  return count;
}

if (cluster.isPrimary) {
  console.log(`primary ${process.pid}: ${workers} workers`);
  for (let i = 0; i < workers; i++) cluster.fork();
  let listening = 0;
  cluster.on('listening', (worker, address) => {
    if (++listening === workers) console.log(`port: ${address.port}`);
  });
} else {
  http.createServer((req, res) => {
    const began = process.hrtime.bigint();
    const primes = countPrimes(size);
    const ms = Number(process.hrtime.bigint() - began) / 1e6;
    res.setHeader('X-Worker', String(process.pid));
    res.end(`${primes} primes below ${size}, ${ms.toFixed(1)} ms in process ${process.pid}\n`);
  }).listen(port);
}
