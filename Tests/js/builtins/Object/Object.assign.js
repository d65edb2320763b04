'use strict';
// assign: getters and setters run, symbols are copied, null sources are skipped.
const assert = require('assert');

const log = [];
const target = { set s(v) { log.push('set ' + v); } };
const source = { get s() { log.push('get'); return 1; }, [Symbol.for('k')]: 2 };
assert.strictEqual(Object.assign(target, null, source, undefined, 'ab', 5), target);
assert.deepStrictEqual(log, ['get', 'set 1']);
assert.strictEqual(target[Symbol.for('k')], 2);
assert.strictEqual(target[1], 'b');
assert.throws(() => Object.assign(null), TypeError);
assert.throws(() => Object.assign(Object.freeze({ a: 1 }), { a: 2 }), TypeError);
assert.strictEqual(typeof Object.assign(1), 'object');
