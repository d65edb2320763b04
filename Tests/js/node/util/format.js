'use strict';
// util.format: each placeholder, missing and additional arguments.
const assert = require('assert');

const { format } = require('util');
assert.strictEqual(format('%s %d %i %f %j %o %O %% %c|', 'a', '42.5', '42.9', '1.50', { x: 1 }, [1], { y: 2 }, 'css'), 'a 42.5 42 1.5 {"x":1} [ 1, [length]: 1 ] { y: 2 } % |');
assert.strictEqual(format('%s', 'a', 'b', { c: 1 }), 'a b { c: 1 }');
assert.strictEqual(format('%s %s', 'only'), 'only %s');
assert.strictEqual(format(1, 'x', [2]), '1 x [ 2 ]');
assert.strictEqual(format('%s %s %s %s', null, undefined, -0, 5n), 'null undefined -0 5n');
assert.strictEqual(format('%d %d', 5n, {}), '5n NaN');
assert.strictEqual(format('%x %', 1), '%x % 1');
assert.strictEqual(format('%s', Symbol('s')), 'Symbol(s)');
assert.strictEqual(format('%s', { toString() { return 'own'; } }), 'own');
assert.strictEqual(format(), '');
assert.strictEqual(format('%j', { toJSON() { return 'J'; } }), '"J"');
