'use strict';
// Each trap is called with its arguments.
const assert = require('assert');

const log = [];
const handler = new Proxy({}, { get: (t, trap) => (...args) => { log.push(trap); return Reflect[trap](...args); } });
const p = new Proxy(function f() {}, handler);
p.x = 1; p.x; 'x' in p; delete p.x; Object.keys(p); Object.getPrototypeOf(p); Object.setPrototypeOf(p, Function.prototype);
Object.isExtensible(p); Object.defineProperty(p, 'y', { value: 1, configurable: true }); p(); new p(); Object.preventExtensions(p);
assert.deepStrictEqual([...new Set(log)], ['set', 'getOwnPropertyDescriptor', 'defineProperty', 'get', 'has', 'deleteProperty', 'ownKeys', 'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'apply', 'construct', 'preventExtensions']);
const defaults = new Proxy({}, { get: (t, k) => `prop ${String(k)}`, has: () => true });
assert.strictEqual(defaults.anything, 'prop anything');
assert.ok('whatever' in defaults);
const child = Object.create(defaults);
assert.strictEqual(child.x, 'prop x');
const list = new Proxy([1, 2, 3], {});
assert.deepStrictEqual(list.map((x) => x * 2), [2, 4, 6]);
list.push(4);
assert.strictEqual(list.length, 4);
