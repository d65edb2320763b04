'use strict';
// A cluster without HTTP: each line that comes in on a TCP connection goes back with the worker's id in front.
//
// Look at: two terminals with `nc localhost 8006`. Each connection stays with its worker; a third one goes to the
// first worker again, since the primary hands connections out in turn.
//
// PORT: default 8006, 0 for any (printed).
const cluster = require('cluster');
const net = require('net');

const port = Number(process.env.PORT || 8006);

if (cluster.isPrimary) {
  let listening = 0;
  cluster.on('listening', (worker, address) => {
    if (++listening === 2) console.log(`port: ${address.port}`);
  });
  for (let i = 0; i < 2; i++) cluster.fork();
} else {
  const server = net.createServer((socket) => {
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (line === 'quit') socket.end('bye\n');
        else socket.write(`${cluster.worker.id}: ${line}\n`);
      }
    });
    socket.on('error', (error) => console.log(`worker ${cluster.worker.id}: ${error.code}`));
  });
  server.listen(port);
}
