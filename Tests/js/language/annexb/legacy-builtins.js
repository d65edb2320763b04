'use strict';
// Annex B: old methods of String, Date, Object, RegExp and the global object.
const assert = require('assert');

assert.strictEqual(escape('ä b\u1234'), '%E4%20b%u1234');
assert.strictEqual(unescape('%E4%20b%u1234%u12'), 'ä b\u1234%u12');
assert.strictEqual('abc'.substr(-2, 1) + 'abc'.substr(1), 'bbc');
assert.strictEqual('a"b'.anchor('x"y'), '<a name="x&quot;y">a"b</a>');
assert.strictEqual('a'.bold() + 'a'.fontsize(1) + 'a'.link('u'), '<b>a</b><font size="1">a</font><a href="u">a</a>');
assert.strictEqual(String.prototype.trimLeft, String.prototype.trimStart);
assert.strictEqual(new Date(0).getYear(), new Date(0).getFullYear() - 1900);
assert.strictEqual(Date.prototype.toGMTString, Date.prototype.toUTCString);
const d = new Date(2000, 0);
d.setYear(99);
assert.strictEqual(d.getFullYear(), 1999);
const o = {};
o.__defineGetter__('g', () => 1);
o.__defineSetter__('g', (v) => { o.set = v; });
o.g = 2;
assert.deepStrictEqual([o.g, o.set, typeof o.__lookupGetter__('g'), o.__lookupSetter__('x')], [1, 2, 'function', undefined]);
assert.strictEqual(Object.getOwnPropertyDescriptor(Object.prototype, '__proto__').get.call(5), Number.prototype);
const re = /a/;
re.lastIndex = 3;
re.compile('b', 'g');
assert.deepStrictEqual([re.source, re.flags, re.lastIndex], ['b', 'g', 0]);
/(x)(y)/.exec('-xy-');
assert.deepStrictEqual([RegExp.$1, RegExp.$2, RegExp.lastMatch, RegExp["$`"], RegExp.rightContext], ['x', 'y', 'xy', '-', '-']);
