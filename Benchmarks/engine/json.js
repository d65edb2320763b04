// JSON.parse and JSON.stringify of records, with escapes, nesting, indentation, replacer and reviver.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
const records = [];
for (let i = 0; i < 400; i++) {
  records.push({ id: i, name: 'record "' + i + '"\n', tags: ['a', 'b', 'c' + i], nested: { x: i / 3, y: null, deep: { ok: i % 2 === 0 } }, text: 'lorem ipsum dolor '.repeat(4), e: 'é☃' });
}
let size = 0;
let text = '';
for (let round = 0; round < 220; round++) {
  text = JSON.stringify(records);
  size += text.length;
}
let sum = 0;
for (let round = 0; round < 220; round++) {
  for (const r of JSON.parse(text)) sum += r.id + r.tags.length + (r.nested.deep.ok ? 1 : 0);
}
for (let round = 0; round < 24; round++) {
  size += JSON.stringify(records, null, 2).length + JSON.stringify(records, (k, v) => (k === 'text' ? undefined : v)).length;
  sum += JSON.parse(text, (k, v) => (typeof v === 'number' ? v + 1 : v)).length;
}
out(size, sum);
