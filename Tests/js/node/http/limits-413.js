'use strict';
// Chunk extensions above 16 KiB are refused with 413.
const assert = require('assert');
const { mustCall } = require('../../common');

const http = require('http');
const net = require('net');
const server = http.createServer((req, res) => { req.resume().on('end', () => res.end('ok')).on('error', () => {}); }).listen(0, '127.0.0.1', () => {
  const s = net.connect(server.address().port, '127.0.0.1');
  let text = '';
  s.on('data', (d) => { text += d; }).on('error', () => {});
  s.write('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2;');
  s.write('a'.repeat(20000));
  s.on('close', mustCall(() => { assert.ok(text === '' || text.startsWith('HTTP/1.1 413 Payload Too Large\r\n'), text); server.close(); }));
  setTimeout(() => s.destroy(), 3000).unref();
});
