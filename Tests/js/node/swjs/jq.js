'use strict';
// jq filters on values; what is wrong with a filter is a SyntaxError, what fails on a value an Error.
if (!process.versions.swjs) process.exit(0);
const assert = require('assert');
const jq = require('swjs:jq');

assert.deepStrictEqual(jq('.items[].id', { items: [{ id: 1 }, { id: 'x' }] }), [1, 'x']);
assert.deepStrictEqual(jq('empty', 1), []);
assert.strictEqual(jq.first('.[1:] | add', [1, 2, 3]), 5);
const keys = jq.compile('keys');
assert.deepStrictEqual(keys({ b: 1, a: undefined }), [['b']]);
assert.deepStrictEqual(keys({ ü: '\u{1F600}' }), [['ü']]);
assert.throws(() => jq('.a[', {}), { name: 'SyntaxError', message: /bad jq filter/ });
assert.throws(() => jq('.a', 1), { code: 'ERR_JQ', message: /Cannot index number/ });
assert.throws(() => jq(1, 1), { code: 'ERR_INVALID_ARG_TYPE' });
