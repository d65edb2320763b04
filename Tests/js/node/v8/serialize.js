'use strict';
// v8.serialize writes V8's format, byte for byte, and v8.deserialize reads it back.
const assert = require('assert');
const v8 = require('v8');

function withStack(error, stack) {
  error.stack = stack;
  return error;
}

const self = {};
self.self = self;
const shared = { a: 1 };
const named = [1];
named.name = 'n';
const sparse = [];
sparse[3] = 'x';
class Point { constructor() { this.x = 1; } get y() { return 2; } }

// [value, the bytes behind the header as Latin-1]
const table = [
  [undefined, '_'], [null, '0'], [true, 'T'], [false, 'F'],
  [1, 'I\x02'], [-1, 'I\x01'], [2147483647, 'I\xfe\xff\xff\xff\x0f'], [-2147483648, 'I\xff\xff\xff\xff\x0f'],
  [1.5, 'N\0\0\0\0\0\0\xf8?'], [-0, 'N\0\0\0\0\0\0\0\x80'], [2 ** 31, 'N\0\0\0\0\0\0\xe0A'], [NaN, 'N\0\0\0\0\0\0\xf8\x7f'],
  [0n, 'Z\0'], [-1n, 'Z\x11\x01\0\0\0\0\0\0\0'], [2n ** 64n, 'Z \0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0'],
  ['', '"\0'], ['abc\xff', '"\x04abc\xff'], ['x'.repeat(200), `"\xc8\x01${'x'.repeat(200)}`],
  ['日本', 'c\x04\xe5\x65\x2c\x67'], [['日'], 'A\x01\0c\x02\xe5\x65$\0\x01'.replace('\0', '')],
  [{}, 'o{\0'], [{ a: 1, b: 'x' }, 'o"\x01aI\x02"\x01b"\x01x{\x02'], [new Point(), 'o"\x01xI\x02{\x01'],
  [{ 5: 1, 4294967295: 2, '-1': 3 }, 'oI\nI\x02"\n4294967295I\x04"\x02-1I\x06{\x03'],
  [Object.defineProperty({ a: 1 }, 'hidden', { value: 1 }), 'o"\x01aI\x02{\x01'], [{ [Symbol('s')]: 1 }, 'o{\0'],
  [[1, 'a'], 'A\x02I\x02"\x01a$\0\x02'], [[1, , 3], 'a\x03I\0I\x02I\x04I\x06@\x02\x03'], [named, 'A\x01I\x02"\x04name"\x01n$\x01\x01'],
  [sparse, 'a\x04I\x06"\x01x@\x01\x04'], [[], 'A\0$\0\0'],
  [self, 'o"\x04self^\0{\x01'], [[shared, shared], 'A\x02o"\x01aI\x02{\x01^\x01$\0\x02'],
  [new Date(5), 'D\0\0\0\0\0\0\x14@'], [/a+/gi, 'R"\x02a+\x03'], [new RegExp(''), 'R"\x04(?:)\0'], [/\//, 'R"\x02\\/\0'],
  [Object(true), 'y'], [Object(false), 'x'], [Object(1), 'n\0\0\0\0\0\0\xf0?'], [Object('s'), 's"\x01s'], [Object(1n), 'z\x10\x01\0\0\0\0\0\0\0'],
  [new Map([[1, 'x']]), ';I\x02"\x01x:\x02'], [new Set(['x']), "'\"\x01x,\x01"],
  [new Uint8Array([1, 2]).buffer, 'B\x02\x01\x02'],
  [Buffer.from('ab'), '\\\n\x02ab'], [new Uint8Array([1]), '\\\x01\x01\x01'], [new Uint16Array([258]), '\\\x04\x02\x02\x01'],
  [new DataView(new ArrayBuffer(1)), '\\\t\x01\0'], [new Float64Array(0), '\\\x08\0'], [new BigInt64Array([1n]), '\\\x0b\x08\x01\0\0\0\0\0\0\0'],
  [withStack(new RangeError('m', { cause: 1 }), 'st'), 'rRm"\x01mcI\x02s"\x02st.'], [withStack(new Error(), 's'), 'rs"\x01s.'],
];

for (const [value, text] of table) {
  const bytes = v8.serialize(value);
  assert.ok(Buffer.isBuffer(bytes));
  assert.strictEqual(bytes.toString('latin1'), '\xff\x0f' + text);
  const copy = v8.deserialize(bytes);
  assert.deepStrictEqual(copy, value instanceof Point ? { x: 1 } : Object.prototype.hasOwnProperty.call(value ?? {}, 'hidden') ? { a: 1 } :
    Object.getOwnPropertySymbols(value ?? {}).length ? {} : value);
  if (Buffer.isBuffer(value)) assert.ok(Buffer.isBuffer(copy));
}

// Any view gives the bytes.
const bytes = v8.serialize('x');
assert.strictEqual(v8.deserialize(new DataView(bytes.buffer, bytes.byteOffset, bytes.length)), 'x');
assert.throws(() => v8.deserialize('x'), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });

// Errors keep name, message, stack and cause.
const error = v8.deserialize(v8.serialize(Object.assign(new TypeError('no', { cause: new Error('why') }), { extra: 1 })));
assert.ok(error instanceof TypeError && error.cause instanceof Error);
assert.strictEqual(error.message, 'no');
assert.match(error.stack, /^TypeError: no\n {4}at /);
assert.strictEqual(error.extra, undefined);

// Many objects, and references to all of them.
const many = Array.from({ length: 1000 }, (_, i) => ({ i }));
const copies = v8.deserialize(v8.serialize([many, many.slice().reverse()]));
for (let i = 0; i < 1000; i++) assert.strictEqual(copies[0][i], copies[1][999 - i]);
assert.deepStrictEqual(copies[0], many);

// Many properties, and names of all kinds.
const wide = {};
for (let i = 0; i < 300; i++) wide[`name${i}${i % 7 ? '' : 'é日'}`] = i;
assert.deepStrictEqual(v8.deserialize(v8.serialize([wide, wide])), [wide, wide]);
assert.deepStrictEqual(Object.keys(v8.deserialize(v8.serialize({ b: 1, a: 2, 1: 3 }))), ['1', 'b', 'a']);

// What cannot be cloned.
const unclonable = [
  [Symbol('x'), 'Symbol(x)'], [Object(Symbol('x')), '[object Symbol]'], [function f(a) { return a; }, 'function f(a) { return a; }'],
  [class A {}, 'class A {}'], [Promise.resolve(), '#<Promise>'], [new WeakMap(), '#<WeakMap>'], [new WeakSet(), '#<WeakSet>'],
  [new WeakRef({}), '#<WeakRef>'], [new Proxy({}, {}), '#<Object>'], [(function* () {})(), '[object Generator]'],
  [new Map().entries(), '#<Object>'], [new SharedArrayBuffer(1), '#<SharedArrayBuffer>'], [(function() { return arguments; })(), '#<Object>'],
];
for (const [value, text] of unclonable) {
  const name = text === '#<Object>' && value instanceof Object ? /#<\w+> could not be cloned\.$/ : `${text} could not be cloned.`;
  for (const whole of [value, { value }, [[value]], new Map([[1, value]])]) {
    assert.throws(() => v8.serialize(whole), { name: 'Error', message: name });
  }
}
const moved = new ArrayBuffer(1);
structuredClone(moved, { transfer: [moved] });
assert.throws(() => v8.serialize(moved), { message: 'An ArrayBuffer is detached and could not be cloned.' });

// Too deep.
if (!process.env.SWJS_GC_STRESS) {
  let deep = {};
  for (let i = 0; i < 100000; i++) deep = { deep };
  assert.throws(() => v8.serialize(deep), RangeError);
}
