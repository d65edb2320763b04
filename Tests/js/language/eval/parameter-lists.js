// With expressions in the parameter list, direct evals there and in the body declare their variables in different places: outside of the
// parameters, and inside. https://tc39.es/ecma262/#sec-functiondeclarationinstantiation
const assert = require('assert');
const same = (f, expected) => assert.deepStrictEqual(f(), expected);

same(function (p = eval('var x = 1'), q = () => x) { eval('var x = 2'); return [q(), x]; }, [1, 2]);
same(function (p = eval('var x = 1'), q = (v) => { x = v; return x; }) { eval('var x = 2'); q(7); x++; return [q(8), x]; }, [8, 3]);
same(function (p = eval('var x = 1'), q = () => x) { var x = 2; return [x, q()]; }, [2, 1]);
same(function (p = eval('var x = 1; () => x'), q = eval('() => ++x')) { var x = 10; eval('x = 20; var y = x'); return [q(), p(), x, y]; },
  [2, 2, 20, 20]);
same(function (p = eval('var x = 1'), q = () => eval('x')) { eval('var x = 5'); return [x, delete x, x, q(), delete x, typeof x]; },
  [5, true, 1, 1, true, 'undefined']);
same(function (p = eval('var x = 1'), q = eval('var x = 2'), r = x) { return [r, x]; }, [2, 2]);
same(function ({ a = eval('var k = 3; k') } = {}, b = k) { const r = eval('var k = 4; k'); return [a, b, r, k]; }, [3, 3, 4, 4]);
same(() => [...(function* (p = eval('var x = 1'), q = () => x) { eval('var x = 2'); yield q(); yield x; })()], [1, 2]);
same((p = eval('var arguments = 3'), q = () => arguments) => { eval('var arguments = 4'); return [arguments, q()]; }, [4, 3]);

// Parameters are not the body's variables.
same(function (x = 1, g = () => x) { eval('var x = 2'); return [x, g()]; }, [2, 1]);
same(function (x = 1, g = () => x) { eval('eval("var x = 2")'); return [x, g()]; }, [2, 1]);
same(function (x = 1, g = () => x) { with ({}) { eval('var x = 2'); } return [x, g()]; }, [2, 1]);
same(function (x = 1, g = () => x) { { let z; eval('function x() {}'); } return [typeof x, g()]; }, ['function', 1]);
same(function (x = 1) { eval('var x'); return typeof x; }, 'undefined');
same(function (g = () => typeof w) { eval('function w() {}'); return [g(), typeof w]; }, ['undefined', 'function']);
same(function (g = () => typeof w, h = eval('1')) {
  eval('var w = 1');
  const inner = () => { eval('var w = 9'); return w; };
  return [g(), w, inner(), w, (() => w)()];
}, ['undefined', 1, 9, 1, 1]);

// Without expressions there is one place for all.
same(function () { return (function (x) { eval('var x = 2; var y = 3'); return [x, arguments[0], y]; })(1); }, [2, 2, 3]);

// The names of parameters are taken.
assert.throws(function (x = eval('var y = 1'), y) {}, SyntaxError);
assert.throws(function (y, x = eval('var y = 1')) {}, SyntaxError);
assert.throws(function (x = eval('var arguments = 1')) {}, SyntaxError);
