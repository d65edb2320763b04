'use strict';
// A file piped into an answer, and a request piped back.
const assert = require('assert');
const { tmpdir, mustCall } = require('../../common');

const http = require('http');
const fs = require('fs');
const file = require('path').join(tmpdir(), 'big');
const data = Buffer.alloc(1 << 20, 'swjs');
fs.writeFileSync(file, data);
const server = http.createServer((req, res) => {
  if (req.method === 'POST') req.pipe(res);
  else fs.createReadStream(file).pipe(res);
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const read = (res, done) => { const parts = []; res.on('data', (d) => parts.push(d)).on('end', () => done(Buffer.concat(parts))); };
  http.get({ port, host: '127.0.0.1', agent: false }, (res) => read(res, mustCall((got) => {
    assert.ok(got.equals(data));
    const post = http.request({ port, host: '127.0.0.1', method: 'POST', agent: false }, (echo) => read(echo, mustCall((back) => {
      assert.ok(back.equals(data));
      server.close(mustCall());
    })));
    fs.createReadStream(file).pipe(post);
  })));
});
