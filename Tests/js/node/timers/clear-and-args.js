'use strict';
// Arguments, clearing (also from within), intervals that end themselves, odd delays.
const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

setTimeout(mustCall((...args) => assert.deepStrictEqual(args, [1, 'b'])), 1, 1, 'b');
setImmediate(mustCall((x) => assert.strictEqual(x, 'im')), 'im');
clearTimeout(setTimeout(mustNotCall(), 1));
clearImmediate(setImmediate(mustNotCall()));
clearInterval(setInterval(mustNotCall(), 1));
clearTimeout(undefined); clearTimeout({}); clearTimeout('x');
let n = 0;
const interval = setInterval(mustCall(() => { if (++n === 3) clearInterval(interval); }, 3), 1);
const second = setTimeout(mustNotCall(), 2);
setTimeout(mustCall(() => clearTimeout(second)), 1);
const blocked = Date.now() + 0;
const t = setTimeout(mustCall(), NaN);
assert.strictEqual(typeof t.ref, 'function');
assert.strictEqual(typeof t[Symbol.toPrimitive](), 'number');
clearTimeout(+setTimeout(mustNotCall(), 1));
assert.throws(() => setTimeout('code', 1), { code: 'ERR_INVALID_ARG_TYPE' });
setTimeout(mustCall(function() { assert.strictEqual(this.constructor.name, 'Timeout'); }), 1);
