'use strict';
// Connections that are handed to workers and closed at once: handoff.js WORKERS [PATH]. Prints `port` and the port or the path.
const cluster = require('cluster');

if (cluster.isPrimary) {
  const workers = Number(process.argv[2] || 2);
  let listening = 0;
  for (let i = 0; i < workers; i++) cluster.fork();
  cluster.on('listening', (worker, { address, port }) => {
    if (++listening === workers) console.log(`port ${port > 0 ? port : address}`);
  });
} else {
  require('net').createServer((socket) => socket.destroy()).listen(process.argv[3] ? { path: process.argv[3] } : { port: 0, host: '127.0.0.1' });
}
