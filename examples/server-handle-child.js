'use strict';
// The child of server-handle.js (do not start it by itself): takes the server that its parent sends and answers HTTP on the
// connections which it accepts. `/error` throws on purpose.
//
// Look at: the order in 'uncaughtException'. First the parent hears that a successor is needed, then the socket is closed
// here, and only when the connections that are left have ended does the process end.
const http = require('http');

if (!process.send) {
  console.error('started without a parent: run server-handle.js');
  process.exit(1);
}

const site = http.createServer((req, res) => {
  res.writeHead(200, { 'Content-Type': 'text/plain', 'Connection': 'close' });
  res.end(`child ${process.pid} of ${process.ppid}\n`);
  if (req.url === '/error') throw new Error('an error on purpose');
});

let listener;
process.on('message', (message, handle) => {
  if (message !== 'server') return;
  listener = handle;
  listener.on('connection', (socket) => site.emit('connection', socket));
  process.send({ act: 'ready' });
});

process.on('uncaughtException', (error) => {
  console.log(`child ${process.pid}: ${error.message}`);
  process.send({ act: 'suicide' });
  listener.close(() => process.exit(1));
  setTimeout(() => process.exit(1), 2000).unref();
});
