'use strict';
// dns.lookup of localhost and of addresses.
const assert = require('assert');
const { mustCall } = require('../../common');

const dns = require('dns');
dns.lookup('127.0.0.1', mustCall((e, address, family) => assert.deepStrictEqual([e, address, family], [null, '127.0.0.1', 4])));
dns.lookup('localhost', { family: 4 }, mustCall((e, address) => assert.strictEqual(address, '127.0.0.1')));
dns.promises.lookup('localhost', { all: true, family: 4 }).then(mustCall((list) => assert.deepStrictEqual(list[0], { address: '127.0.0.1', family: 4 })));
