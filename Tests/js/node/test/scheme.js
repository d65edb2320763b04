'use strict';
// The module is there with its scheme only.
const assert = require('assert');
const { isBuiltin, builtinModules } = require('module');

assert.strictEqual(isBuiltin('node:test'), true);
assert.strictEqual(isBuiltin('test'), false);
assert.ok(!builtinModules.includes('test'));
assert.throws(() => require('test'), { code: 'MODULE_NOT_FOUND' });
import('node:test').then((module) => assert.strictEqual(typeof module.default.describe, 'function'));
