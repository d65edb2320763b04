'use strict';
// ??, ||=, &&= and ??= evaluate and assign only when they must.
const assert = require('assert');

assert.strictEqual(0 ?? 1, 0);
assert.strictEqual(null ?? undefined ?? 'x', 'x');
assert.throws(() => eval('1 || 2 ?? 3'), SyntaxError);
const log = [];
const o = { get a() { log.push('get'); return this._a; }, set a(v) { log.push('set'); this._a = v; }, _a: 1 };
assert.strictEqual(o.a ||= 5, 1);
assert.strictEqual(o.a &&= 6, 6);
assert.strictEqual(o.a ??= 7, 6);
o._a = null;
assert.strictEqual(o.a ??= 8, 8);
assert.deepStrictEqual(log, ['get', 'get', 'set', 'get', 'get', 'set']);
const frozen = Object.freeze({ x: 1 });
frozen.x ||= 2;
assert.throws(() => { frozen.x &&= 2; }, TypeError);
let f; f ??= () => {};
assert.strictEqual(f.name, 'f');
