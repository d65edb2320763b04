'use strict';
// util.inspect of plain objects, arrays, classes, accessors, nesting and cycles.
const assert = require('assert');

const { inspect } = require('util');
class Foo { constructor() { this.x = 1; } }
class Bar extends Foo {}
class Empty {}
const cycle = { name: 'c' };
cycle.self = cycle;
const cases = [
  [{}, '{}'], [[], '[]'], [{ a: 1, 'b-c': 'x', 3: [] }, "{ '3': [], a: 1, 'b-c': 'x' }"], [[1, , 3, , ,], '[ 1, <1 empty item>, 3, <2 empty items> ]'],
  [new Foo(), 'Foo { x: 1 }'], [new Bar(), 'Bar { x: 1 }'], [new Empty(), 'Empty {}'], [Object.create(null), '[Object: null prototype] {}'], [{ get a() { return 1; }, set a(v) {}, get b() { return 1; }, set c(v) {} }, '{ a: [Getter/Setter], b: [Getter], c: [Setter] }'],
  [cycle, "<ref *1> { name: 'c', self: [Circular *1] }"], [{ a: { b: { c: { d: 1 } } } }, '{ a: { b: { c: [Object] } } }'], [[[[[1]]]], '[ [ [ [Array] ] ] ]'], [{ [Symbol('k')]: 1 }, '{ [Symbol(k)]: 1 }'],
  [Object.assign([1, 2], { x: 1 }), '[ 1, 2, x: 1 ]'], [{ u: undefined, n: null }, '{ u: undefined, n: null }'], [(function() { return arguments; })(1), "[Arguments] { '0': 1 }"],
];
for (const [value, text] of cases) assert.strictEqual(inspect(value), text);
