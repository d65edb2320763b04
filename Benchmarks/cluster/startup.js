'use strict';
// From nothing to two listening workers and back: forks, waits until both listen, disconnects them and ends.
const cluster = require('cluster');
const net = require('net');

if (cluster.isMaster) {
  let listening = 0;
  for (let i = 0; i < 2; i++) cluster.fork();
  cluster.on('listening', () => {
    if (++listening === 2) cluster.disconnect();
  });
} else {
  net.createServer(() => {}).listen(0, '127.0.0.1');
}
