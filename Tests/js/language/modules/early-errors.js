'use strict';
// What a module refuses before it runs.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'swjs-modules-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
let n = 0;
const load = (text) => { const file = path.join(folder, `m${n++}.mjs`); fs.writeFileSync(file, text); return import(file); };
fs.writeFileSync(path.join(folder, 'x.mjs'), 'export let a = 1;');
(async () => {
  for (const text of [
    'export { nothing };', 'export let a; export { a };', 'let a; let a;', 'import a from "./x.mjs"; let a;', 'export default 1; export default 2;',
    'with (a) b;', 'await: 1;', 'var await;', 'arguments = 1;', 'new.target;', 'import { missing } from "./x.mjs";', '<!-- html comment',
    'import a from "./x.mjs";', 'export { "\\ud800" as a } from "./x.mjs";', 'import "./x.mjs" with { type: "json", type: "json" };', 'return;',
    'label: label: 1;', 'if (1) import "./x.mjs";', 'yield = 1;', 'break;', 'super.a;', 'delete a;', '010;', 'import.meta = 1;', 'import.other;',
  ]) await assert.rejects(load(text), SyntaxError, text);
  await load('export { a as "any text" } from "./x.mjs"; export default function () {} export * from "./x.mjs"; import.meta.x = 1; await 1; for await (const x of []) ;');
})().then(() => { n = -1; });
process.on('exit', () => assert.strictEqual(n, -1));
