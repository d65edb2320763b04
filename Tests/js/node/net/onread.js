'use strict';
// The option onread: buffers are asked for one at a time; pausing stops the deliveries.
const assert = require('assert');
const net = require('net');
const { mustCall, mustNotCall } = require('../../common');

const text = 'hello world!';
const server = net.createServer((socket) => socket.end(text)).listen(0, '127.0.0.1', () => {
  let asked = 0;
  let received = '';
  let paused = false;
  const buffers = [Buffer.alloc(4), Buffer.alloc(4)];
  net.connect({
    port: server.address().port, host: '127.0.0.1',
    onread: {
      buffer: () => buffers[asked++ % 2],
      callback(count, buffer) {
        assert.strictEqual(paused, false);
        received += buffer.toString('latin1', 0, count);
        paused = true;
        this.pause();
        setImmediate(() => {
          paused = false;
          this.resume();
        });
      },
    },
  }).on('data', mustNotCall()).on('end', mustCall(() => {
    assert.strictEqual(received, text);
    assert.strictEqual(asked, 4);
    server.close();
  }));
});
