'use strict';
// Sharing a listening socket by hand, without cluster: the parent listens and sends its server to children that it
// forks (server-handle-child.js). All of them then wait on the very same socket, and the kernel picks who gets a connection.
//
// Look at: many requests (`for i in $(seq 20); do curl -s localhost:8007; done`): the split is uneven, which is why cluster
// has the primary accept and hand out in turn. A child that meets an error asks for a successor before it leaves.
//
// PORT: default 8007, 0 for any (printed).
const { fork } = require('child_process');
const net = require('net');
const path = require('path');

const port = Number(process.env.PORT || 8007);
const children = new Map();
let ending = false;

// The parent still listens as well, and so it gets connections too.
const server = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => {
    socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nparent ${process.pid}\n`);
  });
});
server.listen(port, () => {
  console.log(`port: ${server.address().port}`);
  startChild();
  startChild();
});

function startChild() {
  if (ending) return;
  const child = fork(path.join(__dirname, 'server-handle-child.js'));
  children.set(child.pid, child);
  child.on('message', (message) => {
    if (message.act === 'ready') console.log(`child ${child.pid} is ready`);
    if (message.act === 'suicide') startChild();
  });
  child.on('exit', (code, signal) => {
    children.delete(child.pid);
    console.log(`child ${child.pid} ended: ${signal || 'code ' + code}`);
  });
  // The second argument travels as a descriptor beside the message.
  child.send('server', server);
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    ending = true;
    server.close();
    for (const child of children.values()) child.kill('SIGTERM');
  });
}
