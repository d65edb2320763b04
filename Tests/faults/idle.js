'use strict';
// idle.js PORT COUNT [slow]: opens so many connections and holds them until its input ends. With `slow` each sends a request a byte a second.
// Prints `held N` once they are open; at the end a JSON object: how many were still open, and how many were closed by the server.
const net = require('net');

const [, , port, count, slow] = process.argv;
const request = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const sockets = new Set();
let connected = 0;
let failed = 0;
let closed = 0;
let started = 0;

function open() {
  if (started === Number(count)) return;
  started++;
  const socket = net.connect({ port: Number(port), host: '127.0.0.1' }, () => {
    sockets.add(socket);
    connected++;
    open();
    report();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    if (sockets.delete(socket)) {
      closed++;
    } else {
      failed++;
      open();
      report();
    }
  }).resume();
}
function report() {
  if (connected + failed === Number(count)) console.log(`held ${connected}`);
}
for (let i = 0; i < 200; i++) open();
if (slow === 'slow') {
  let at = 0;
  setInterval(() => {
    for (const socket of sockets) socket.write(request[at % request.length]);
    at++;
  }, 1000);
}
process.stdin.on('end', () => {
  console.log(JSON.stringify({ open: sockets.size, closed, failed }));
  process.exit(0);
}).resume();
