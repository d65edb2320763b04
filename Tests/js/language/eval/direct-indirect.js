'use strict';
// Direct eval sees local variables, indirect eval only global ones; strict eval keeps its variables.
const assert = require('assert');

var x = 'module';
globalThis.x = 'global';
function direct() { var x = 'local'; return [eval('x'), (0, eval)('x'), globalThis.eval('x'), eval?.('x')]; }
assert.deepStrictEqual(direct(), ['local', 'global', 'global', 'global']);
(function() { eval('var leak = 1'); assert.strictEqual(typeof leak, 'undefined'); })();
(0, eval)('var indirectVar = 5; let indirectLet = 6;');
assert.strictEqual(globalThis.indirectVar, 5);
assert.strictEqual(globalThis.indirectLet, undefined);
assert.strictEqual(eval('this') === this, true);
assert.strictEqual((0, eval)('this'), globalThis);
assert.strictEqual(eval(5), 5);
assert.strictEqual(eval('1;;;2'), 2);
const alias = eval;
assert.strictEqual(alias('typeof direct'), 'undefined');
assert.throws(() => eval('var 1x'), SyntaxError);
assert.strictEqual((() => eval('arguments === undefined || true'))(), true);
delete globalThis.x;
// Arrow functions in indirect eval code have the global `this`, at any depth.
assert.strictEqual((0, eval)('() => this')(), globalThis);
assert.strictEqual((0, eval)('(a = () => () => this) => a')()()(), globalThis);
assert.strictEqual((0, eval)('eval("() => this")')(), globalThis);
assert.strictEqual((0, eval)('() => eval("() => this")')()(), globalThis);
assert.strictEqual((0, eval)('"use strict"; () => this')(), globalThis);
