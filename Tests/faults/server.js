'use strict';
// The server of scripts/faults: server.js LOG WORKERS [FORKS]. It runs under swjs and under node.
//
// Each connection that reaches a program leaves a line `pid port` in LOG before anything else happens to it, so that the script can
// tell connections that a killed worker was serving from connections that were lost. Workers that die are replaced.
const cluster = require('cluster');
const http = require('http');
const fs = require('fs');

const [, , log, workers = '2'] = process.argv;

if (cluster.isPrimary) {
  let listening = 0;
  const count = Number(workers);
  const fork = () => {
    const worker = cluster.fork();
    worker.on('listening', ({ port }) => {
      console.log(`worker ${worker.process.pid}`);
      if (++listening === count) console.log(`ready ${port} ${process.pid}`);
    });
  };
  for (let i = 0; i < count; i++) fork();
  let stopping = false;
  cluster.on('exit', (worker) => { if (!stopping && !worker.exitedAfterDisconnect) fork(); });
  process.on('SIGTERM', () => {
    stopping = true;
    for (const id in cluster.workers) cluster.workers[id].process.kill('SIGKILL');
    process.exit(0);
  });
  // A storm: up and down again, while the others serve.
  process.on('SIGUSR2', () => {
    let left = 50;
    for (let i = 0; i < 50; i++) {
      const worker = cluster.fork();
      worker.once('listening', () => worker.disconnect());
      worker.once('exit', () => { if (--left === 0) console.log('storm over'); });
    }
  });
} else {
  const fd = fs.openSync(log, 'a');
  const server = http.createServer((req, res) => {
    if (req.url === '/throw') throw new Error('thrown by the handler');
    if (req.url === '/exit') process.exit(3);
    if (req.url === '/garbage') {
      // Bytes that are no message, straight into the channel.
      const garbage = Buffer.from('{"cmd":"NODE_CLUSTER","act":\n\0\xff\xfe not json at all\n');
      try { fs.writeSync(process.channel.fd, garbage); } catch { /* the channel is full or gone */ }
    }
    res.setHeader('Connection', 'close');
    res.end(`${process.pid}`);
  });
  server.on('connection', (socket) => fs.writeSync(fd, `${process.pid} ${socket.remotePort}\n`));
  server.on('clientError', (error, socket) => socket.destroy());
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
}
