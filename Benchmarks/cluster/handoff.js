'use strict';
// Connections that are handed to workers and closed at once: handoff.js WORKERS. Prints the port.
const cluster = require('cluster');

if (cluster.isPrimary) {
  const workers = Number(process.argv[2] || 2);
  let listening = 0;
  for (let i = 0; i < workers; i++) cluster.fork();
  cluster.on('listening', (worker, { port }) => { if (++listening === workers) console.log(`port ${port}`); });
} else {
  require('net').createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
}
