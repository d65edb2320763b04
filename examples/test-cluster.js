'use strict';
// A first cluster. One file, run by three processes: the primary forks two workers, and each worker is this same script
// again, started in the other branch.
//
// Look at:
//   - the output: one "master" line, then one line for each worker;
//   - `ss -ltnp`: only the primary listens, although only workers call listen();
//   - `curl localhost:8000` several times: the process ids take turns.
//
// PORT chooses the port (default 8000; 0 takes any free one, which is printed).
const cluster = require('cluster');
const http = require('http');

const numWorkers = 2;
const port = Number(process.env.PORT || 8000);

if (cluster.isMaster) {
  console.log('master pid: ' + process.pid);
  for (let i = 0; i < numWorkers; i++) cluster.fork();

  if (port === 0) {
    cluster.once('listening', (worker, address) => console.log('port: ' + address.port));
  }
} else {
  console.log('isMaster: ' + cluster.isMaster + ' pid: ' + process.pid);

  const server = http.createServer((req, res) => {
    res.writeHead(200);
    res.end('hello world\n' + process.pid);
  });
  server.listen(port);
}
