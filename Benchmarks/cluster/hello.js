'use strict';
// The hello-world server of the throughput figures: two workers (WORKERS), port from PORT (0: any, printed).
// Prints "listening PORT" once every worker listens.
const cluster = require('cluster');
const http = require('http');

const workers = Number(process.env.WORKERS || 2);

if (cluster.isMaster) {
  let listening = 0;
  for (let i = 0; i < workers; i++) cluster.fork();
  cluster.on('listening', (worker, address) => {
    if (++listening === workers) console.log(`listening ${address.port}`);
  });
} else {
  http.createServer((req, res) => {
    res.writeHead(200);
    res.end('hello world\n');
  }).listen(Number(process.env.PORT || 8000), '127.0.0.1');
}
