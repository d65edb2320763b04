'use strict';
// round, floor, ceil, trunc, sign and fround with negative zero and halves.
const assert = require('assert');

const same = (a, b) => assert.ok(Object.is(a, b), `${a} is not ${b}`);
same(Math.round(2.5), 3); same(Math.round(-2.5), -2); same(Math.round(-0.2), -0); same(Math.round(0.49999999999999994), 0);
same(Math.round(4503599627370495.5), 4503599627370496); same(Math.floor(-0.5), -1); same(Math.ceil(-0.5), -0); same(Math.trunc(-0.9), -0);
same(Math.sign(-0), -0); same(Math.sign('-3'), -1); same(Math.abs(-0), 0); same(Math.fround(5.5), 5.5); same(Math.fround(5.05), 5.050000190734863);
same(Math.floor(2 ** 40 + 0.5), 2 ** 40); same(Math.round(NaN), NaN);
