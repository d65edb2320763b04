'use strict';
// A second realm has its own intrinsics; errors and prototypes come from the realm of the function that makes them.
const assert = require('assert');
const vm = require('vm');

const other = vm.createContext({});
const run = (text) => vm.runInContext(text, other);
const OtherArray = run('Array');
assert.notStrictEqual(OtherArray, Array);
const foreign = run('[1, 2]');
assert.ok(Array.isArray(foreign) && !(foreign instanceof Array) && foreign instanceof OtherArray);
assert.strictEqual(foreign.concat([3]).constructor, OtherArray);
const error = run('(f) => { try { f(); } catch (e) { return e; } }')(() => null.x);
assert.ok(error instanceof TypeError);
const theirs = (() => { try { run('null.x'); } catch (e) { return e; } })();
assert.ok(!(theirs instanceof TypeError) && theirs instanceof run('TypeError') && theirs.name === 'TypeError');
const F = run('(function () {})');
F.prototype = null;
assert.strictEqual(Object.getPrototypeOf(Reflect.construct(Array, [], F)), run('Array.prototype'));
assert.strictEqual(Symbol.iterator, run('Symbol.iterator'));
assert.strictEqual(Symbol.for('shared'), run('Symbol.for("shared")'));
const Derived = run('(class extends Object { constructor() { return 1; } })');
assert.throws(() => new Derived(), (e) => e.name === 'TypeError');
assert.strictEqual(run('this.constructor.name'), 'Object');
assert.strictEqual(run('var made = 5; globalThis.made'), 5);
assert.strictEqual(other.made, 5);
