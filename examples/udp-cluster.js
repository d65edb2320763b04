'use strict';
// A cluster on UDP. There are no connections to hand out, so workers share the one socket that the primary has bound, and
// whoever reads first answers. Datagrams are answered with the worker's id.
//
// Look at: `echo hi | nc -u -w1 localhost 8008` a few times; and that with little traffic one worker may do all the work.
//
// PORT: default 8008, 0 for any (printed).
const cluster = require('cluster');
const dgram = require('dgram');

const port = Number(process.env.PORT || 8008);

if (cluster.isPrimary) {
  let listening = 0;
  cluster.on('listening', (worker, address) => {
    console.log(`worker ${worker.id} is bound (${address.addressType})`);
    if (++listening === 2) console.log(`port: ${address.port}`);
  });
  for (let i = 0; i < 2; i++) cluster.fork();
} else {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (message, from) => {
    socket.send(`worker ${cluster.worker.id}: ${message}`, from.port, from.address);
  });
  socket.bind(port, '127.0.0.1');
}
