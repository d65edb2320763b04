'use strict';
// Templates: nesting, line ends, escapes, raw strings, and conversions.
const assert = require('assert');

const a = 5;
assert.strictEqual(`a${a}b${`n${a + 1}`}c`, 'a5bn6c');
assert.strictEqual(`line
end`, 'line\nend');
assert.strictEqual(`\x41\u{1F600}\t\``, 'A\u{1F600}\t`');
assert.strictEqual(`$notexpr $ {x} \${y}`, '$notexpr $ {x} ${y}');
assert.strictEqual(String.raw`a\n${1}\u`, 'a\\n1\\u');
const tag = (strings, ...values) => ({ strings, values });
const r = tag`x\unicode${1}y`;
assert.strictEqual(r.strings[0], undefined);
assert.strictEqual(r.strings.raw[0], 'x\\unicode');
assert.ok(Object.isFrozen(r.strings) && Object.isFrozen(r.strings.raw));
assert.throws(() => eval('`\\unicode`'), SyntaxError);
assert.throws(() => `${Symbol()}`, TypeError);
const o = { toString: () => 's', valueOf: () => 'v' };
assert.strictEqual(`${o}` + o, 'sv');
