'use strict';
// A primary that replaces workers which die. cluster itself never does: the 'exit' event is where a program decides.
//
// Look at: `curl localhost:8004/crash` and `kill -9` of a worker: a new one with the next id takes its place, and
// requests go on being answered. A worker that dies within a second of its start is replaced later and later,
// so that a script with a mistake in its first line does not fork without end; after 5 such deaths the primary gives up.
//
// PORT: default 8004, 0 for any (printed).
const cluster = require('cluster');
const http = require('http');

const port = Number(process.env.PORT || 8004);

if (cluster.isPrimary) {
  let ending = false;
  let early = 0;
  let announced = false;
  const bornAt = new Map();

  const start = () => {
    if (ending) return;
    const worker = cluster.fork();
    bornAt.set(worker.id, Date.now());
  };

  cluster.on('listening', (worker, address) => {
    if (!announced) console.log(`port: ${address.port}`);
    announced = true;
    console.log(`worker ${worker.id} listens, pid ${worker.process.pid}`);
  });

  cluster.on('exit', (worker, code, signal) => {
    console.log(`worker ${worker.id} ended: ${signal || 'code ' + code}`);
    const age = Date.now() - bornAt.get(worker.id);
    bornAt.delete(worker.id);
    if (ending || worker.exitedAfterDisconnect) return;
    early = age < 1000 ? early + 1 : 0;
    if (early > 5) {
      console.log('workers die at once: giving up');
      process.exit(1);
    }
    setTimeout(start, early === 0 ? 0 : 50 * 2 ** early);
  });

  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      ending = true;
      for (const worker of Object.values(cluster.workers)) worker.kill(signal);
    });
  }

  start();
  start();
} else {
  http.createServer((req, res) => {
    if (req.url === '/crash') {
      res.end('crashing\n', () => setImmediate(() => process.exit(3)));
      return;
    }
    res.end(`worker ${cluster.worker.id} pid ${process.pid}\n`);
  }).listen(port);
}
