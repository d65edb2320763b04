'use strict';
// While a server closes, its answers say that the connection ends with them; one that promised more before takes one more request.
const assert = require('assert');
const http = require('http');
const net = require('net');
const { mustCall } = require('../../common');

// Node promises further requests in every answer.
if (process.versions.swjs === undefined) process.exit();

const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

/** Serves one connection with `handler(server, request, response)`; resolves to all that a client got who asks when `asks` says so. */
function exchange(handler, asks = []) {
  return new Promise((resolve) => {
    let served = 0;
    let text = '';
    const server = http.createServer((req, res) => handler(server, res, ++served)).listen(0, '127.0.0.1', () => {
      const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write(request));
      socket.setEncoding('latin1').on('data', (data) => {
        text += data;
        if (asks.length > 0 && text.endsWith(asks[0])) {
          asks.shift();
          socket.write(request);
        }
      });
      socket.on('end', () => socket.end()).on('close', () => resolve({ text, served }));
    });
    server.on('close', mustCall());
  });
}

const heads = (text) => text.match(/^Connection: \S+/gm);

(async () => {
  // Before the answer's head is made.
  let { text } = await exchange((server, res) => { server.close(); res.end('x'); });
  assert.deepStrictEqual([heads(text), text.slice(-1)], [['Connection: close'], 'x']);
  ({ text } = await exchange((server, res) => { server.close(); setImmediate(() => res.end('x')); }));
  assert.deepStrictEqual([heads(text), /Keep-Alive/.test(text)], [['Connection: close'], false]);
  // After the answer: the connection is idle.
  ({ text } = await exchange((server, res) => { res.end('x'); server.close(); }));
  assert.deepStrictEqual(heads(text), ['Connection: keep-alive']);
  // In the midst of it: the head has promised something.
  let result = await exchange((server, res, n) => {
    if (n === 2) return res.end('second');
    res.write('first');
    server.close();
    setImmediate(() => res.end('.'));
  }, ['0\r\n\r\n']);
  assert.deepStrictEqual([heads(result.text), result.served], [['Connection: keep-alive', 'Connection: close'], 2]);
  assert.ok(result.text.endsWith('second'));
  // Requests that had arrived are answered, the last of them says the end.
  result = await new Promise((resolve) => {
    let received = '';
    let served = 0;
    const server = http.createServer((req, res) => {
      if (++served === 1) server.close();
      res.end(String(served));
    }).listen(0, '127.0.0.1', () => {
      const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write(request + request + request));
      socket.setEncoding('latin1').on('data', (data) => { received += data; });
      socket.on('end', () => socket.end()).on('close', () => resolve({ text: received, served }));
    });
  });
  assert.deepStrictEqual([heads(result.text), result.served], [['Connection: keep-alive', 'Connection: keep-alive', 'Connection: close'], 3]);
  // A program that reads the socket itself goes on reading.
  const more = await new Promise((resolve) => {
    const server = http.createServer((req, res) => {
      res.end();
      req.socket.on('data', (data) => resolve(String(data)));
      server.close();
    }).listen(0, '127.0.0.1', () => {
      const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write(request));
      socket.once('data', () => socket.end('more'));
    });
  });
  assert.strictEqual(more, 'more');
  // What the program says itself stays.
  ({ text } = await exchange((server, res) => { server.close(); res.setHeader('Connection', 'close'); res.end('x'); }));
  assert.deepStrictEqual(heads(text), ['Connection: close']);
})().then(mustCall());
