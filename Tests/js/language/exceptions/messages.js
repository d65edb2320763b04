'use strict';
// Messages that programs match: those of V8 for the usual mistakes.
const assert = require('assert');

const says = (f, name, message) => assert.throws(f, { name, message });
const o = { a: { b: null }, n: 1 };
let undef;
says(() => undef.x, 'TypeError', "Cannot read properties of undefined (reading 'x')");
says(() => o.a.b.c, 'TypeError', "Cannot read properties of null (reading 'c')");
says(() => { undef.x = 1; }, 'TypeError', "Cannot set properties of undefined (setting 'x')");
says(() => o.n(), 'TypeError', 'o.n is not a function');
says(() => o.a.missing(), 'TypeError', 'o.a.missing is not a function');
says(() => undef(), 'TypeError', 'undef is not a function');
says(() => new o.n(), 'TypeError', 'o.n is not a constructor');
says(() => missing, 'ReferenceError', 'missing is not defined');
says(() => { missing = 1; }, 'ReferenceError', 'missing is not defined');
says(() => { const c = 1; c = 2; }, 'TypeError', 'Assignment to constant variable.');
says(() => { tdz; let tdz; }, 'ReferenceError', "Cannot access 'tdz' before initialization");
says(() => 1 in 'x', 'TypeError', "Cannot use 'in' operator to search for '1' in x");
says(() => ({}) instanceof 5, 'TypeError', "Right-hand side of 'instanceof' is not an object");
says(() => ({}) instanceof o, 'TypeError', "Right-hand side of 'instanceof' is not callable");
says(() => Symbol() + '', 'TypeError', 'Cannot convert a Symbol value to a string');
says(() => 1n + 1, 'TypeError', 'Cannot mix BigInt and other types, use explicit conversions');
says(() => { Object.freeze(o).z = 1; }, 'TypeError', 'Cannot add property z, object is not extensible');
says(() => { o.n = 2; }, 'TypeError', "Cannot assign to read only property 'n' of object '#<Object>'");
