'use strict';
// A port in use is an error event with the address.
const assert = require('assert');
const { mustCall } = require('../../common');

const dgram = require('dgram');
const a = dgram.createSocket('udp4').bind(0, '127.0.0.1', () => {
  const b = dgram.createSocket('udp4');
  b.on('error', mustCall((e) => {
    assert.deepStrictEqual([e.code, e.syscall, e.port], ['EADDRINUSE', 'bind', a.address().port]);
    a.close();
    b.close();
  }));
  b.bind(a.address().port, '127.0.0.1');
});
