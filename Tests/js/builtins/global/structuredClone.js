'use strict';
// structuredClone: cycles, types, what cannot be cloned.
const assert = require('assert');

const o = { d: new Date(5), r: /x/gi, m: new Map([[1, { a: 1 }]]), s: new Set([1]), a: [1, , 3], n: null, big: 1n, u8: new Uint8Array([1, 2]), e: new RangeError('msg') };
o.self = o;
const c = structuredClone(o);
assert.notStrictEqual(c, o);
assert.strictEqual(c.self, c);
assert.ok(c.d instanceof Date && c.d.getTime() === 5);
assert.strictEqual(String(c.r), '/x/gi');
assert.deepStrictEqual(c.m, o.m);
assert.ok(c.e instanceof RangeError && c.e.message === 'msg');
assert.ok(!(1 in c.a) && c.a.length === 3);
assert.deepStrictEqual([...c.u8], [1, 2]);
class K { x = 1; }
assert.strictEqual(Object.getPrototypeOf(structuredClone(new K())), Object.prototype);
assert.throws(() => structuredClone(() => {}), { name: 'DataCloneError' });
assert.throws(() => structuredClone(Symbol()), { name: 'DataCloneError' });
