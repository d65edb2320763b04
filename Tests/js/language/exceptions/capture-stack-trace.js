'use strict';
// Error.captureStackTrace, stackTraceLimit and prepareStackTrace, which packages rely on.
const assert = require('assert');

function make() { const o = { name: 'Own', message: 'msg' }; Error.captureStackTrace(o, make); return o; }
function caller() { return make(); }
const stack = caller().stack.split('\n');
assert.ok(/^    at caller \(/.test(stack[1]), stack[1]);
assert.ok(!stack.some((l) => /at make /.test(l)));
const limit = Error.stackTraceLimit;
Error.stackTraceLimit = 2;
function deep(n) { return n ? deep(n - 1) : new Error('deep'); }
assert.strictEqual(deep(10).stack.split('\n').length, 3);
Error.stackTraceLimit = 0;
assert.strictEqual(deep(3).stack, 'Error: deep');
Error.stackTraceLimit = limit;
Error.prepareStackTrace = (error, sites) => sites;
const sites = (function here() { return new Error('x').stack; })();
Error.prepareStackTrace = undefined;
assert.ok(Array.isArray(sites));
assert.strictEqual(sites[0].getFunctionName(), 'here');
assert.strictEqual(sites[0].getFileName(), __filename);
assert.strictEqual(sites[0].getLineNumber(), 18);
assert.strictEqual(typeof sites[0].getColumnNumber(), 'number');
