'use strict';
// v8.deserialize of bytes that are wrong: an error, whatever they are.
const assert = require('assert');
const v8 = require('v8');

const read = (text) => v8.deserialize(Buffer.from('\xff\x0f' + text, 'latin1'));
const malformed = { name: 'Error', message: 'Unable to deserialize cloned data.' };
const version = { message: 'Unable to deserialize cloned data due to invalid or unsupported version.' };

for (const text of ['', 'I\x02', '\xff\x10I\x02', '\xff\x0cI\x02', '\xfe\x0fI\x02', '\xff\xff\xff\xff\xff\xffI\x02']) {
  assert.throws(() => v8.deserialize(Buffer.from(text, 'latin1')), version, JSON.stringify(text));
}
assert.strictEqual(v8.deserialize(Buffer.from('\xff\x0dI\x02', 'latin1')), 1);

for (const text of [
  // Too short.
  '', '\0\0', 'I', 'I\x80', 'N1234567', '"\x05abc', '"', 'c\x08ab', 'S\x03ab', 'Z\x10abc', 'Z\x01', 'D1234', 'B\x05abc', '~\x02\x04a', '\\', '\\\x01',
  '\\\x01\x05abc', 'o', 'o"\x01a', 'A\x05', 'A\x02I\x02', 'a\x05', ';I\x02', "'I\x02", 'r', 'rm', 'R"\x01a', 's', 'n1', 'z\x04', '?', 'V',
  // Lengths beyond everything.
  '"\xff\xff\xff\xff\x0f', 'c\xfe\xff\xff\xff\x0f', 'S\xff\xff\xff\xff\x0f', 'B\xff\xff\xff\xff\x0f', 'A\xff\xff\xff\xff\x0f', 'Z\xff\xff\xff\xff\x0f',
  '\\\x01\xff\xff\xff\xff\x0f',
  // References to nothing, or to what is not there yet.
  '^\0', 'A\x01^\x01$\0\x01', '^\xff\xff\xff\xff\x0f', 'R^\0\0', '\\\x63\0',
  // Counts and lengths that do not agree.
  'o"\x01aI\x02{\x05', 'A\x01I\x02$\x01\x01', 'A\x01I\x02$\0\x02', 'a\x02@\0\x03', 'a\x02@\x01\x02', ';I\x02I\x04:\x01', ';I\x02:\x02', "'I\x02,\x02",
  // Keys.
  'oo{\0I\x02{\x01', 'oTI\x02{\x01', 'o"\x01aI\x02"\x01aI\x04{\x02', 'A\0"\x06lengthI\x02$\x01\0', 'A\x01I\x02I\0I\x02$\x01\x01',
  // Odd, unknown, unfit.
  'c\x03abc', 'sI\x02', 'R"\x01a\x40', 'R"\x01a\x80\x10', 'rX.', 'rmI\x02.', 'rsT.', '~\x04\x02abcd', 'B\x04abcdVW\x01\x02\0', 'B\x04abcdVB\x03\x02\0',
  'B\x04abcdVB\0\x04\x01', 'B\x04abcdVX\0\x04\0', 't\0', 'u\0', 'w\0', 'm', 'p', '\x01', '-', '{', '@', '$', ':', ',', 'h', '\xff',
]) assert.throws(() => read(text), Error, JSON.stringify(text));
assert.throws(() => read('^\0'), malformed);
assert.throws(() => read('R"\x01(\0'), SyntaxError);

// What looks odd and is right.
for (const [text, value] of [
  ['I\x02rest', 1], ['\0\0I\x02', 1], ['I\x82\x80\x80\x80\x80\x80\x80\0', 1], ['U\x05', 5], ['U\xff\xff\xff\xff\x0f', 4294967295], ['?\x05I\x02', 1],
  ['S\x03\xe6\x97\xa5', '日'], ['c\x02a\0', 'a'], ['Z\x06abc', 6513249n], ['Z\x11\0\0\0\0\0\0\0\0', 0n], ['A\x02-I\x02$\0\x02', [, 1]],
  ['oI\x01I\x02{\x01', { '-1': 1 }], ['oN\0\0\0\0\0\0\xf8?I\x02{\x01', { 1.5: 1 }], ['oU\x05I\x02{\x01', { 5: 1 }], ['oS\x01aI\x02{\x01', { a: 1 }],
  ['o"\x015I\x02{\x01', { 5: 1 }], ['B\x04abcdVB\x01\x02\0', new Uint8Array([98, 99])], ['\\\x08\x03abc', new Float64Array(0)],
]) assert.deepStrictEqual(read(text), value, JSON.stringify(text));
assert.deepStrictEqual(Object.getOwnPropertyNames(read('o"\t__proto__o{\0{\x01')), ['__proto__']);
assert.strictEqual(Object.getPrototypeOf(read('o"\t__proto__o{\0{\x01')), Object.prototype);
assert.strictEqual(read('a\xff\xff\xff\xff\x0fI\x02I\x02@\x01\xff\xff\xff\xff\x0f').length, 4294967295);

// Nested without end, in every way.
for (const part of ['A\x01', 'o"\x01a', ';', "'", 'rc', 'a\x01I\0', '?\0']) {
  assert.throws(() => read(part.repeat(200000)), /Maximum call stack size exceeded|Unable to deserialize/);
}

// Memory is taken for what is there, not for what is promised.
const before = process.memoryUsage().rss;
assert.throws(() => read('A\xff\x7f'.repeat(2000)), malformed);
const promising = 'oI\xfe\xff\x03T';
assert.throws(() => read(promising.repeat(1000)), malformed);
assert.ok(process.memoryUsage().rss - before < 256 << 20);
