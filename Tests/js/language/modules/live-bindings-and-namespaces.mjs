// Imports are live and read-only; namespaces are exotic objects; `export *` drops ambiguous names.
import assert from 'assert';
import Counter, { count, increment, 'a name with spaces' as spaced } from './fixtures/counter.mjs';
import * as ns from './fixtures/counter.mjs';
import * as star from './fixtures/star.mjs';

assert.strictEqual(count, 0);
increment();
assert.deepStrictEqual([count, spaced, ns.count, Counter.now], [1, 1, 1, 1]);
assert.throws(() => { count = 5; }, TypeError);
assert.throws(() => { ns.count = 5; }, TypeError);
assert.throws(() => { delete ns.count; }, TypeError);
assert.deepStrictEqual(Object.keys(ns), ['a name with spaces', 'count', 'default', 'increment', 'then2']);
assert.strictEqual(Object.getPrototypeOf(ns), null);
assert.strictEqual(Object.prototype.toString.call(ns), '[object Module]');
assert.ok(!Object.isExtensible(ns) && !Object.isFrozen(ns) && Reflect.preventExtensions(ns));
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(ns, 'count'), { value: 1, writable: true, enumerable: true, configurable: false });
assert.strictEqual(Reflect.set(ns, 'count', 1), false);
assert.strictEqual(Reflect.defineProperty(ns, 'count', { value: 1 }), true);
assert.deepStrictEqual(Object.keys(star), ['a name with spaces', 'increment', 'inner', 'only', 'then2']);
assert.ok(!('count' in star) && star.inner === ns);
assert.strictEqual(this, undefined);
assert.strictEqual(typeof import.meta, 'object');
assert.strictEqual(Object.getPrototypeOf(import.meta), null);
