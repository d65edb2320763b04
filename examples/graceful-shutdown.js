'use strict';
// Ending without losing a request: on SIGTERM (or SIGINT) the primary disconnects its workers. They stop accepting, finish
// the answers that they are writing, and end; then the primary ends. Who is not done after 5 seconds is killed.
//
// Look at: `curl localhost:8005/slow & sleep 0.2; kill -TERM PRIMARY_PID`: the slow answer still arrives whole, a new
// connection is refused meanwhile, and the exit code is 0.
//
// PORT: default 8005, 0 for any (printed).
const cluster = require('cluster');
const http = require('http');

const port = Number(process.env.PORT || 8005);

if (cluster.isPrimary) {
  console.log(`primary: ${process.pid}`);
  cluster.once('listening', (worker, address) => console.log(`port: ${address.port}`));
  cluster.on('exit', (worker, code, signal) => {
    const how = worker.exitedAfterDisconnect ? 'on request' : 'by itself';
    console.log(`worker ${worker.id} ended ${how}: ${signal || 'code ' + code}`);
  });
  for (let i = 0; i < 2; i++) cluster.fork();

  let ending = false;
  const end = (signal) => {
    if (ending) return;
    ending = true;
    console.log(`${signal}: shutting down`);
    const timer = setTimeout(() => {
      for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGKILL');
    }, 5000);
    timer.unref();
    // Once their channels are closed and they have ended, nothing keeps the primary: it ends with code 0 by itself.
    cluster.disconnect(() => {
      console.log('all workers have disconnected');
      clearTimeout(timer);
    });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
} else {
  // Signals of a terminal go to the whole group; the workers leave the decision to the primary.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});

  http.createServer((req, res) => {
    // A kept-alive connection would hold its worker; the answer says that it will be closed.
    res.setHeader('Connection', 'close');
    if (req.url === '/slow') {
      res.write('begin ');
      setTimeout(() => res.end('end\n'), 800);
    } else {
      res.end(`worker ${cluster.worker.id}\n`);
    }
  }).listen(port);
}
