'use strict';
// normalize, localeCompare, isWellFormed, comparison by code units.
const assert = require('assert');

assert.strictEqual('é'.normalize('NFD').length, 2);
assert.strictEqual('e\u0301'.normalize(), 'é');
assert.strictEqual('ﬁ'.normalize('NFKC'), 'fi');
assert.throws(() => 'x'.normalize('NFX'), RangeError);
assert.strictEqual('가'.normalize('NFD').length, 2);
assert.ok('a'.localeCompare('b') < 0 && 'b'.localeCompare('a') > 0 && 'a'.localeCompare('a') === 0);
assert.strictEqual('a\uD800'.isWellFormed(), false);
assert.strictEqual('a\uD800b'.toWellFormed(), 'a\uFFFDb');
assert.ok('\u{1F600}' < '\uFFFF');
assert.ok('Z' < 'a' && 'a' < 'é');
