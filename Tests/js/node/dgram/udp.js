'use strict';
// UDP: bind, addresses, messages from several senders, connect, errors.
const assert = require('assert');
const { mustCall } = require('../../common');

const dgram = require('dgram');
const s = dgram.createSocket('udp4');
const got = [];
s.on('message', (m, from) => {
  assert.deepStrictEqual([from.address, from.family, from.size], ['127.0.0.1', 'IPv4', m.length]);
  got.push(String(m));
  s.send(Buffer.from('re:' + m), from.port, from.address);
});
s.bind(0, '127.0.0.1', mustCall(() => {
  const { port, address } = s.address();
  assert.strictEqual(address, '127.0.0.1');
  const c = dgram.createSocket('udp4');
  const answers = [];
  c.on('message', (m) => {
    answers.push(String(m));
    if (answers.length < 3) return;
    assert.deepStrictEqual(answers.sort(), ['re:', 're:abc', 're:xyz']);
    c.close(mustCall());
    s.close(mustCall());
    assert.throws(() => s.send('x', port), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
  });
  c.send('abc', port, '127.0.0.1', mustCall((e, n) => assert.deepStrictEqual([e, n], [null, 3])));
  c.send(['x', Buffer.from('yz')], port, '127.0.0.1');
  c.send(Buffer.from('abc'), 0, 0, port, '127.0.0.1');
}));
assert.throws(() => s.bind(1), { code: 'ERR_SOCKET_ALREADY_BOUND' });
assert.throws(() => dgram.createSocket('tcp'), { code: 'ERR_SOCKET_BAD_TYPE' });
