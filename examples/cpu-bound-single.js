'use strict';
// The twin of cpu-bound.js without a cluster: one process, one thread, one request at a time.
//
// Look at: the time of a short request (`curl localhost:8002/ping`) while a long one runs: it waits.
//
// PORT: default 8002, 0 for any (printed). SIZE: work of a request.
const http = require('http');

const port = Number(process.env.PORT || 8002);
const size = Number(process.env.SIZE || 200000);

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

const server = http.createServer((req, res) => {
  if (req.url === '/ping') {
    res.end('pong\n');
    return;
  }
  const began = process.hrtime.bigint();
  const primes = countPrimes(size);
  const ms = Number(process.hrtime.bigint() - began) / 1e6;
  res.setHeader('X-Worker', String(process.pid));
  res.end(`${primes} primes below ${size}, ${ms.toFixed(1)} ms in process ${process.pid}\n`);
});
server.listen(port, () => console.log(`port: ${server.address().port}`));
