'use strict';
// A request that arrives byte by byte, and one whose body is cut anywhere.
const assert = require('assert');
const { mustCall } = require('../../common');

const http = require('http');
const net = require('net');
const server = http.createServer((req, res) => {
  let body = '';
  req.on('data', (d) => { body += d; }).on('end', () => res.end(`${req.method} ${req.headers['x-long']} ${body}`));
}).listen(0, '127.0.0.1', () => {
  const text = 'POST / HTTP/1.1\r\nHost: h\r\nX-Long:   value with spaces  \r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: t\r\n\r\n';
  const s = net.connect(server.address().port, '127.0.0.1');
  s.setNoDelay(true);
  let i = 0;
  const step = () => { if (i < text.length) { s.write(text[i++]); setImmediate(step); } };
  s.on('connect', step);
  let all = '';
  s.on('data', (d) => { all += d; });
  s.on('close', mustCall(() => { assert.ok(all.endsWith('POST value with spaces hello world'), all); server.close(); }));
});
