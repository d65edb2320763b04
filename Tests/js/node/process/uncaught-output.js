'use strict';
// What an uncaught error prints: place, source line, caret, stack.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const r = await runSource('const o = {};\nfunction f() {\n  o.missing.call();\n}\nf();\n', { name: 'bad.js' });
  assert.strictEqual(r.code, 1);
  assert.ok(/bad\.js:3\n  o\.missing\.call\(\);\n {12}\^\n\nTypeError: Cannot read properties of undefined \(reading 'call'\)\n    at f \(.*bad\.js:3:13\)\n    at Object\.<anonymous> \(.*bad\.js:5:1\)/.test(r.stderr), r.stderr);
  const s = await runSource('let a = 1;\nlet b = ;\n', { name: 'syn.js' });
  assert.ok(/syn\.js:2\nlet b = ;\n {8}\^\n\nSyntaxError: Unexpected token ';'/.test(s.stderr), s.stderr);
  const t = await runSource('throw { plain: "object" }');
  assert.ok(t.stderr.includes("[object Object]") || t.stderr.includes("plain: 'object'"), t.stderr);
  assert.strictEqual(t.code, 1);
  const n = await runSource('throw null');
  assert.ok(n.code === 1 && n.stderr.includes('null'), n.stderr);
})().then(mustCall());
