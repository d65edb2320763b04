'use strict';
// YAML 1.2 by its core schema; mistakes have a place.
if (!process.versions.swjs) process.exit(0);
const assert = require('assert');
const yaml = require('swjs:yaml');

assert.deepStrictEqual(yaml.parse('a: [1, no, 0x10, ~, "1"]\nb: {c: 1.5e1}'), { a: [1, 'no', 16, null, '1'], b: { c: 15 } });
assert.deepStrictEqual(yaml.parseAll('1\n---\n- x\n'), [1, ['x']]);
assert.strictEqual(yaml.parse(''), undefined);
assert.deepStrictEqual(yaml.parse('x: &a {y: 1}\nz: {<<: *a, w: 2}'), { x: { y: 1 }, z: { w: 2, y: 1 } });
assert.throws(() => yaml.parse('1\n---\n2'), /2 documents/);
assert.throws(() => yaml.parse('a: b: c'), { name: 'SyntaxError', line: 1, column: 5 });
assert.throws(() => yaml.parse('a: 1\na: 2'), { line: 2, column: 1 });
