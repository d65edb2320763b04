'use strict';
// The stack of an error: its header and one line for each call, with file, line and column.
const assert = require('assert');

function inner() { return new Error('boom'); }
const o = { method() { return inner(); } };
class K { static make() { return o.method(); } constructor() { this.e = K.make(); } }
const lines = new K().e.stack.split('\n');
assert.strictEqual(lines[0], 'Error: boom');
const at = (i, pattern) => assert.ok(pattern.test(lines[i]), lines[i]);
at(1, /^    at inner \(.*stack-format\.js:5:27\)$/);
at(2, /^    at Object\.method \(.*stack-format\.js:6:31\)$|^    at o\.method \(.*stack-format\.js:6:31\)$/);
at(3, /^    at (Function|K)\.make \(.*stack-format\.js:7:36\)$/);
at(4, /^    at new K \(.*stack-format\.js:7:75\)$/);
at(5, /^    at Object\.<anonymous> \(.*stack-format\.js:8:15\)$/);
const anonymous = (() => new Error('x').stack.split('\n')[1])();
assert.ok(/^    at .*stack-format\.js:16:\d+\)?$/.test(anonymous), anonymous);
