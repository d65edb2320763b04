'use strict';
// encodeURIComponent and its relatives, escape and unescape.
const assert = require('assert');

assert.strictEqual(encodeURIComponent("a b&c/é\u{1F600}'()*"), "a%20b%26c%2F%C3%A9%F0%9F%98%80'()*");
assert.strictEqual(encodeURI('http://x/ä?a=b&c#d %'), 'http://x/%C3%A4?a=b&c#d%20%25');
assert.strictEqual(decodeURIComponent('%F0%9F%98%80%41'), '\u{1F600}A');
assert.strictEqual(decodeURI('%23%41%2f'), '%23A%2f');
for (const bad of ['%', '%4', '%zz', '%C3', '%C3%28', '%ED%A0%80', '%FF']) assert.throws(() => decodeURIComponent(bad), { name: 'URIError', message: 'URI malformed' }, bad);
assert.throws(() => encodeURIComponent('\uD800'), URIError);
assert.strictEqual(escape('ä+ \u0100'), '%E4+%20%u0100');
assert.strictEqual(unescape('%E4%u0100%zz'), 'ä\u0100%zz');
