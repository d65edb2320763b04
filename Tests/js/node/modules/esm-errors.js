'use strict';
// Errors of linking and of top-level code give exit code 1 and say where.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const a = await runSource("import { nope } from './x.mjs';\nconsole.log('never');", { name: 'm.mjs', files: { 'x.mjs': 'export const yes = 1;' } });
  assert.deepStrictEqual([a.code, a.stdout], [1, '']);
  assert.ok(a.stderr.includes("does not provide an export named 'nope'"), a.stderr);
  const b = await runSource('await 0; throw new Error("top");', { name: 'm.mjs' });
  assert.ok(b.code === 1 && b.stderr.includes('Error: top'));
  const c = await runSource('await new Promise(() => {});', { name: 'm.mjs' });
  assert.strictEqual(c.code, 13);
  const d = await runSource("import './none.js';", { name: 'm.mjs' });
  assert.ok(d.code === 1 && d.stderr.includes('ERR_MODULE_NOT_FOUND'));
  const e = await runSource('import x from "./lib/x.js"; console.log(x)', { name: 'm.mjs', files: { 'lib/package.json': '{"type": "module"}', 'lib/x.js': 'export default "typed";' } });
  assert.strictEqual(e.stdout, 'typed\n');
})().then(mustCall());
