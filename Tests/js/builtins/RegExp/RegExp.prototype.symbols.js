'use strict';
// The Symbol methods obey exec, flags and lastIndex of subclasses.
const assert = require('assert');

class Logged extends RegExp { exec(s) { calls++; return super.exec(s); } }
let calls = 0;
assert.strictEqual('aXbX'.replace(new Logged('X', 'g'), '-'), 'a-b-');
assert.strictEqual(calls, 3);
assert.deepStrictEqual('a,b'.split(new Logged(',')), ['a', 'b']);
const fake = { exec: () => ({ index: 1, length: 1, 0: 'b' }), flags: '' };
assert.strictEqual(RegExp.prototype[Symbol.replace].call(fake, 'abc', 'X'), 'aXc');
assert.strictEqual(RegExp.prototype.test.call({ exec: () => null }, ''), false);
assert.throws(() => RegExp.prototype.test.call({ exec: () => 1 }, ''), TypeError);
assert.strictEqual(RegExp.prototype.toString.call({ source: 's', flags: 'f' }), '/s/f');
assert.strictEqual(RegExp.prototype.source, '(?:)');
assert.strictEqual(RegExp.prototype.global, undefined);
/(\w)(\d)/.exec('-a1-');
assert.deepStrictEqual([RegExp.$1, RegExp.$2, RegExp['$&'], RegExp.leftContext], ['a', '1', 'a1', '-']);
