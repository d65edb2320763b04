'use strict';
// STATUS_CODES, METHODS, and properties of servers and classes.
const assert = require('assert');

const http = require('http');
assert.strictEqual(http.STATUS_CODES[418], "I'm a Teapot");
assert.strictEqual(http.STATUS_CODES[404], 'Not Found');
assert.ok(http.METHODS.includes('GET') && http.METHODS.includes('PROPFIND'));
const server = http.createServer();
assert.ok(server instanceof http.Server && server instanceof require('net').Server);
assert.deepStrictEqual([server.timeout, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout], [0, 5000, 60000, 300000]);
assert.ok(http.globalAgent instanceof http.Agent);
assert.ok(Object.getPrototypeOf(http.ServerResponse.prototype) === http.OutgoingMessage.prototype);
assert.throws(() => http.validateHeaderName('a b'), { code: 'ERR_INVALID_HTTP_TOKEN' });
