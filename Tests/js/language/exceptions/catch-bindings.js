'use strict';
// catch with patterns, without a binding, and the scope of its parameter.
const assert = require('assert');

let got;
try { throw { code: 5, list: [1, 2] }; } catch ({ code, list: [, second], missing = 'd' }) { got = [code, second, missing]; }
assert.deepStrictEqual(got, [5, 2, 'd']);
try { throw 1; } catch { got = 'none'; }
assert.strictEqual(got, 'none');
var e = 'outer';
try { throw 'inner'; } catch (e) { var f = e; e = 'changed'; }
assert.deepStrictEqual([e, f], ['outer', 'inner']);
for (const thrown of [undefined, null, 0, '', NaN, Symbol.iterator]) {
  try { throw thrown; } catch (x) { assert.ok(Object.is(x, thrown)); }
}
assert.throws(() => eval('try {} catch (a) { let a; }'), SyntaxError);
