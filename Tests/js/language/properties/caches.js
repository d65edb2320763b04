'use strict';
// What inline caches remember about properties must end when it is no longer true: each loop runs the same place before and after.
const assert = require('assert');

// A property that is not there, until the object, its prototype or the end of the chain gets it.
{
  const read = (object) => object.absent;
  class Base {}
  class Derived extends Base {}
  const object = new Derived();
  for (let i = 0; i < 4; i++) assert.strictEqual(read(object), undefined);
  object.absent = 1;
  assert.strictEqual(read(object), 1);
  const second = new Derived();
  for (let i = 0; i < 4; i++) assert.strictEqual(read(second), undefined);
  Derived.prototype.absent = 2;
  assert.strictEqual(read(second), 2);
  delete Derived.prototype.absent;
  assert.strictEqual(read(second), undefined);
  Base.prototype.absent = 3;
  assert.strictEqual(read(second), 3);
  delete Base.prototype.absent;
  assert.strictEqual(read(second), undefined);
  Object.prototype.absent = 4;
  assert.strictEqual(read(second), 4);
  delete Object.prototype.absent;
  Object.setPrototypeOf(second, { absent: 5 });
  assert.strictEqual(read(second), 5);
  Object.setPrototypeOf(Derived.prototype, new Proxy({}, { get: (_, key) => `proxy ${String(key)}` }));
  assert.strictEqual(read(new Derived()), 'proxy absent');
}

// The same for objects without a prototype, strings, functions and a getter that comes later.
{
  const read = (object) => object.absent;
  const bare = Object.create(null);
  for (let i = 0; i < 4; i++) assert.strictEqual(read(bare), undefined);
  bare.absent = 1;
  assert.strictEqual(read(bare), 1);
  for (let i = 0; i < 4; i++) assert.strictEqual(read('text'), undefined);
  // %String.prototype% need not be any object's prototype for its changes to matter.
  String.prototype.absent = 2;
  assert.strictEqual(read('text'), 2);
  delete String.prototype.absent;
  assert.strictEqual(read('text'), undefined);
  function f() {}
  for (let i = 0; i < 4; i++) assert.strictEqual(read(f), undefined);
  Object.defineProperty(Function.prototype, 'absent', { get() { return this === f; }, configurable: true });
  assert.strictEqual(read(f), true);
  delete Function.prototype.absent;
  assert.strictEqual(read(f), undefined);
}

// A dictionary changes without a new shape.
{
  const read = (object) => object.absent;
  const table = {};
  for (let i = 0; i < 300; i++) table[`key${i}`] = i;
  for (let i = 0; i < 4; i++) assert.strictEqual(read(table), undefined);
  table.absent = 1;
  assert.strictEqual(read(table), 1);
  delete table.absent;
  assert.strictEqual(read(table), undefined);
}

// Properties added by computed keys.
{
  const key = Symbol('key');
  const add = (object, name, value) => { object[name] = value; return object; };
  for (let i = 0; i < 4; i++) assert.deepStrictEqual(add(add({}, 'a', i), key, -i), { a: i, [key]: -i });
  const frozen = Object.preventExtensions({ a: 1 });
  assert.throws(() => add(frozen, key, 1), TypeError);
  let set;
  Object.defineProperty(Object.prototype, key, { set(value) { set = value; }, configurable: true });
  assert.deepStrictEqual(Reflect.ownKeys(add({ a: 1 }, key, 7)), ['a']);
  assert.strictEqual(set, 7);
  delete Object.prototype[key];
  Object.defineProperty(Object.prototype, key, { value: 1, writable: false, configurable: true });
  assert.throws(() => add({ a: 1 }, key, 7), TypeError);
  delete Object.prototype[key];
  assert.strictEqual(add({ a: 1 }, key, 8)[key], 8);
  // Names that are indices.
  for (let i = 0; i < 4; i++) assert.deepStrictEqual(Object.keys(add(add({}, 'b', 1), '1', i)), ['1', 'b']);
}

// Objects that get many properties, the first of which outgrow their cells.
{
  function Record(count) { for (let i = 0; i < count; i++) this[`p${i}`] = i; }
  class Fields { a = 1; b = 2; c = 3; d = 4; e = 5; f = 6; g = 7; h = 8; #i = 9; j = 10; sum() { return this.a + this.h + this.#i + this.j; } }
  for (const count of [3, 30, 4, 31, 100, 5, 62, 63, 200, 0, 7]) {
    for (let round = 0; round < 3; round++) {
      const record = new Record(count);
      assert.strictEqual(Object.keys(record).length, count);
      for (let i = 0; i < count; i++) assert.strictEqual(record[`p${i}`], i);
      record.late = round;
      assert.strictEqual(record.late, round);
      delete record.late;
      assert.strictEqual('late' in record, false);
      assert.strictEqual(new Fields().sum(), 28);
    }
  }
  const kept = Array.from({ length: 50 }, (_, i) => { const r = new Record(20); r[`extra${i % 5}`] = i; return r; });
  kept.forEach((r, i) => assert.deepStrictEqual([r.p0, r.p19, r[`extra${i % 5}`]], [0, 19, i]));
  // A prototype that is replaced.
  Record.prototype = { mark: 1 };
  assert.strictEqual(new Record(20).mark, 1);
  assert.strictEqual(kept[0].mark, undefined);
}

// A property added where others of the same shape get it too, to an object that is a prototype by now.
{
  const add = (object) => { object.late = 1; };
  const addComputed = (object, key) => { object[key] = 2; };
  const read = (object) => object.late;
  const readComputed = (object, key) => object[key];
  const base = { p: 1 };
  const derived = Object.create(base, { q: { value: 1 } });
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 10; i++) {
      add({ p: i });
      addComputed({ p: i }, 'later');
    }
    for (let i = 0; i < 10; i++) assert.deepStrictEqual([read(derived), readComputed(derived, 'later')], [undefined, undefined]);
  }
  add(base);
  assert.strictEqual(read(derived), 1);
  addComputed(base, 'later');
  assert.strictEqual(readComputed(derived, 'later'), 2);
}

// A property that shadows a writable one of the prototype, until that changes.
{
  function Emitter() { this.events = {}; this.count = 0; }
  Emitter.prototype.events = undefined;
  Emitter.prototype.count = -1;
  for (let i = 0; i < 5; i++) assert.deepStrictEqual({ ...new Emitter() }, { events: {}, count: 0 });
  let seen = 0;
  Object.defineProperty(Emitter.prototype, 'count', { set() { seen++; }, configurable: true });
  for (let i = 0; i < 5; i++) assert.deepStrictEqual({ ...new Emitter() }, { events: {} });
  assert.strictEqual(seen, 5);
  Object.defineProperty(Emitter.prototype, 'count', { value: 7, writable: false });
  for (let i = 0; i < 5; i++) assert.throws(() => new Emitter(), TypeError);
  Object.defineProperty(Emitter.prototype, 'count', { writable: true });
  for (let i = 0; i < 5; i++) assert.strictEqual(new Emitter().count, 0);
  // And one higher up, behind a prototype that gets it itself.
  class Child extends Emitter {}
  for (let i = 0; i < 5; i++) assert.strictEqual(new Child().count, 0);
  Object.defineProperty(Child.prototype, 'count', { value: 3, writable: false });
  for (let i = 0; i < 5; i++) assert.throws(() => new Child(), TypeError);
}

// One place that meets one shape, then another, then many.
{
  const read = (object) => object.x;
  const write = (object, value) => { object.x = value; return object; };
  const makers = [() => ({ x: 1 }), () => ({ a: 0, x: 1 }), () => Object.create({ x: 1 }), () => ({ y: 2, z: 3, x: 1 }), () => new (class { x = 1; })()];
  for (const make of makers) for (let i = 0; i < 10; i++) assert.strictEqual(read(make()), 1);
  for (const make of makers) for (let i = 0; i < 10; i++) assert.strictEqual(read(write(make(), i)), i);
  for (let i = 0; i < 50; i++) assert.strictEqual(read(write(makers[i % 5](), i)), i);
}

// Strings that are not atoms as keys, and what `instanceof` asks for.
{
  const keys = ['al', 'be', 'ga'].map((key) => key + 'pha'.slice(0, 1 + key.length % 2));
  const table = {};
  for (let i = 0; i < 30; i++) table[keys[i % 3]] = (table[keys[i % 3]] ?? 0) + 1;
  assert.deepStrictEqual(Object.values(table), [10, 10, 10]);
  class Even { static [Symbol.hasInstance](n) { return n % 2 === 0; } }
  const isEven = (n, target) => n instanceof target;
  for (let i = 0; i < 6; i++) assert.strictEqual(isEven(i, Even), i % 2 === 0);
  Object.defineProperty(Even, Symbol.hasInstance, { value: null });
  assert.strictEqual(isEven(new Even(), Even), true);
  Object.defineProperty(Even, Symbol.hasInstance, { value: 5 });
  assert.throws(() => isEven({}, Even), { name: 'TypeError', message: /5 is not a function/ });
  function Plain() {}
  for (let i = 0; i < 4; i++) assert.strictEqual(isEven(new Plain(), Plain), true);
  const old = new Plain();
  Plain.prototype = {};
  assert.deepStrictEqual([isEven(old, Plain), isEven(new Plain(), Plain)], [false, true]);
}
console.log('ok');
