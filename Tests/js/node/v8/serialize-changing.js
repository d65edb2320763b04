'use strict';
// v8.serialize of objects that change while they are written.
const assert = require('assert');
const v8 = require('v8');

const copy = (value) => v8.deserialize(v8.serialize(value));

// Getters are read, once each, in order; what they throw gets out.
const calls = [];
assert.deepStrictEqual(copy({ get a() { calls.push('a'); return 1; }, b: 2, get c() { calls.push('c'); return { d: 3 }; } }),
  { a: 1, b: 2, c: { d: 3 } });
assert.deepStrictEqual(calls, ['a', 'c']);
assert.throws(() => v8.serialize([{ get a() { throw new SyntaxError('mine'); } }]), { name: 'SyntaxError', message: 'mine' });

// The keys are those of the beginning; what is gone meanwhile is left out, what is new too.
assert.deepStrictEqual(copy({ get a() { delete this.b; this.c = 5; this.d = 6; return 1; }, b: 2, c: 3 }), { a: 1, c: 5 });
assert.deepStrictEqual(copy({ get a() { delete this[1]; this[7] = 1; return 1; }, 0: 'x', get 2() { delete this.b; return 1; }, 1: 'y', b: 2 }),
  { 0: 'x', 1: 'y', 2: 1, a: 1 });

// Arrays: the length is that of the beginning.
const shrinking = [{ get a() { shrinking.length = 2; return 1; } }, 2, 3, 4];
const shrunk = copy(shrinking);
assert.strictEqual(shrunk.length, 4);
assert.deepStrictEqual(Object.keys(shrunk), ['0', '1']);
const growing = [{ get a() { growing.push(5, 6, 7, 8, 9, 10, 11, 12); return 1; } }, 2];
assert.strictEqual(copy(growing).length, 2);
const defined = [{ get a() { Object.defineProperty(defined, 1, { get: () => 'got', enumerable: true }); return 1; } }, 2, 3];
assert.deepStrictEqual(copy(defined), [{ a: 1 }, 'got', 3]);

// Maps and sets: the entries of the beginning.
const map = new Map([[1, { get a() { map.clear(); map.set(9, 9); return 1; } }], [2, { b: 2 }]]);
assert.deepStrictEqual(copy(map), new Map([[1, { a: 1 }], [2, { b: 2 }]]));
const set = new Set([{ get a() { for (let i = 0; i < 100; i++) set.add(i); return 1; } }]);
assert.deepStrictEqual(copy(set), new Set([{ a: 1 }]));

// Objects that only getters hand out keep their numbers: none may be taken for another one that lies in the same place later.
const fresh = {};
for (let i = 0; i < 300; i++) {
  Object.defineProperty(fresh, `p${i}`, { enumerable: true, get() { const garbage = new Array(2000).fill(i); return { i, n: garbage.length }; } });
}
const copied = copy(fresh);
for (let i = 0; i < 300; i++) assert.deepStrictEqual(copied[`p${i}`], { i, n: 2000 });

// A getter may serialize, too.
assert.deepStrictEqual(copy({ get inner() { return copy({ x: [1, { y: 2 }], get z() { return copy('z'); } }); }, after: [1] }),
  { inner: { x: [1, { y: 2 }], z: 'z' }, after: [1] });

// A buffer that is moved away by a getter.
const buffer = new ArrayBuffer(8);
assert.throws(() => v8.serialize({ get a() { structuredClone(buffer, { transfer: [buffer] }); return 1; }, buffer }), /detached/);

// Errors: the name may be anything, the message is made text.
const error = new Error('old');
Object.defineProperty(error, 'message', { value: { toString() { error.cause = 1; return 'made'; } } });
Object.defineProperty(error, 'name', { get() { return 'TypeError'; } });
const copiedError = copy(error);
assert.ok(copiedError instanceof TypeError);
assert.strictEqual(copiedError.message, 'made');
