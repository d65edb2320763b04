// RegExp.escape(S): the text matches itself wherever it is put into a pattern.
const assert = require('assert');
assert.strictEqual(RegExp.escape('a.b*c'), '\\x61\\.b\\*c');
assert.strictEqual(RegExp.escape('1+1'), '\\x31\\+1');
assert.strictEqual(RegExp.escape('_x'), '_x');
assert.strictEqual(RegExp.escape('\t\n\v\f\r'), '\\t\\n\\v\\f\\r');
assert.strictEqual(RegExp.escape('é-,\u2028\ufeff '), 'é\\x2d\\x2c\\u2028\\ufeff\\x20');
assert.strictEqual(RegExp.escape('\u{1F600}\ud800'), '\u{1F600}\\ud800');
assert.throws(() => RegExp.escape(5), TypeError);
const all = Array.from({ length: 0x180 }, (_, i) => String.fromCharCode(i)).join('') + '\u2028\u{1F600}\udc00';
for (const flags of ['', 'u', 'v']) {
  assert.ok(new RegExp('^' + RegExp.escape(all) + '$', flags).test(all));
  assert.ok(new RegExp('^\\0' + RegExp.escape('7') + '$', flags).test('\u00007'));
}
