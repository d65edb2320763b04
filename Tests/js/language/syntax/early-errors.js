'use strict';
// Programs that must not start at all.
const assert = require('assert');

const bad = ['let x; var x;', '({a:1} = 1) => 1', 'for (let x = 1 of []);', 'async () => { for await (x in y); }', 'function* g() { function yield() {} ; yield\n* 2 => }', 'class A { constructor() {} constructor() {} }',
  'class A { get constructor() {} }', 'super()', 'function f() { super.x }', 'new.target', 'return 1', 'await: 1; async function f() { await: 1 }', '({ get x(a) {} })', '({ set x() {} })', '1 = 2', '++1', 'a => { } ()', '(a, a) => 1',
  'let [a, a] = []', 'while (1) class C {}', 'async (x = await 1) => 1', 'x\n=> 1', '...a', '[...a, b] = c', '({ a = 1 })', 'import x from "y"', 'export default 1', '`${', '"use strict"; ({ eval } = {})', 'a?.b`c`', 'for (const x;;);', 'try {}', 'var a.b', '@x', '#x in y'];
for (const source of bad) assert.throws(() => (0, eval)(source), SyntaxError, source);
