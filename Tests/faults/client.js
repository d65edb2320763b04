'use strict';
// The client of scripts/faults: client.js PORT MILLISECONDS CONCURRENCY [PATH EVERY]. One connection a request, each of them counted.
//
// PATH is asked for by every EVERY-th request instead of `/`. The last line of the output is a JSON object: `ok`, the number of
// connections that were answered in full, and `failures`, what became of each other: its local port, the error, its path. When the time is
// over no new connections are made; those under way have ten seconds.
const net = require('net');

const [, , port, milliseconds, concurrency, path = '/', every = '0'] = process.argv;
let ok = 0;
let asked = 0;
let open = 0;
const failures = [];
const until = performance.now() + Number(milliseconds);

function one() {
  if (performance.now() > until) return;
  asked++;
  open++;
  const target = Number(every) > 0 && asked % Number(every) === 0 ? path : '/';
  let text = '';
  let localPort = 0;
  let problem = '';
  const socket = net.connect({ port: Number(port), host: '127.0.0.1' }, () => {
    localPort = socket.localPort;
    socket.write(`GET ${target} HTTP/1.1\r\nHost: h\r\n\r\n`);
  });
  socket.setTimeout(10000, () => {
    problem = 'timeout';
    socket.destroy();
  });
  socket.setEncoding('latin1');
  socket.on('data', (d) => { text += d; });
  socket.on('error', (error) => { problem = error.code; });
  socket.on('close', () => {
    open--;
    const length = /\r\nContent-Length: (\d+)\r\n/i.exec(text);
    const body = text.slice(text.indexOf('\r\n\r\n') + 4);
    if (length !== null && body.length === Number(length[1])) ok++;
    else failures.push({ port: localPort, problem: problem || `closed after ${text.length} bytes`, path: target });
    one();
    if (open === 0) console.log(JSON.stringify({ ok, failures }));
  });
}
for (let i = 0; i < Number(concurrency); i++) one();
