'use strict';
// The dead zone of let, const, class and parameters, also through closures and typeof.
const assert = require('assert');

const early = () => later;
assert.throws(early, { name: 'ReferenceError', message: "Cannot access 'later' before initialization" });
assert.throws(() => typeof later, ReferenceError);
let later = 5;
assert.strictEqual(early(), 5);
assert.throws(() => { x = 1; let x; }, ReferenceError);
assert.throws(() => { new K(); class K {} }, ReferenceError);
assert.throws(() => { class A extends A {} }, ReferenceError);
assert.throws(() => { let y = y + 1; }, ReferenceError);
assert.throws(() => { for (let z of [z]); }, ReferenceError);
assert.throws(() => ((a = a) => a)(), ReferenceError);
assert.throws(() => { const { p = q, q } = {}; }, ReferenceError);
function loop() { for (let i = 0; i < 2; i++) { if (i === 1) return probe(); function probe() { return inner; } let inner = i; } }
assert.throws(() => { (function() { use(); let inner = 1; function use() { return inner; } })(); }, ReferenceError);
