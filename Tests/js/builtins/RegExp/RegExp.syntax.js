'use strict';
// Assertions, quantifiers, classes, references, backtracking.
const assert = require('assert');

const is = (re, s, ...expected) => assert.deepStrictEqual(re.exec(s) && [...re.exec(s)], expected.length ? expected : null, String(re));
is(/a+?b*?/, 'aab', 'a');
is(/(a+)+b/, 'aaab', 'aaab', 'aaa');
is(/(?=a(b))a/, 'ab', 'a', 'b');
is(/(?!ab)a/, 'ab');
is(/(?<=\$)\d+/, 'x$42', '42');
is(/(?<!\$)\b\d+/, '$4 52', '52');
is(/(a)|b/, 'b', 'b', undefined);
is(/(?:(a)|b)*/, 'ab', 'ab', undefined);
is(/(z)((a+)?(b+)?(c))*/, 'zaacbbbcac', 'zaacbbbcac', 'z', 'ac', 'a', undefined, 'c');
is(/(\w)\1/, 'abb', 'bb', 'b');
is(/\1(a)/, 'a', 'a', 'a');
is(/(?<q>['"]).*?\k<q>/, `say "it's"`, `"it's"`, '"');
is(/^b/m, 'a\nb', 'b');
is(/a.c/, 'a\nc');
is(/a.c/s, 'a\nc', 'a\nc');
is(/[^]/, '\n', '\n');
is(/[]/, 'a');
is(/\bfoo\B/, 'foobar', 'foo');
is(/a{2,3}/, 'aaaa', 'aaa');
is(/a{0}b/, 'ab', 'b');
is(/[\d\-x]+/, 'a1-x', '1-x');
is(/\cJ/, '\n', '\n');
is(/(?:a|ab)(?:c|bcd)(?:d*)/, 'abcd', 'abcd');
