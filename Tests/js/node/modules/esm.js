'use strict';
// ES modules: live bindings, defaults, namespaces, cycles, top-level await, import of CommonJS, import.meta, import().
const assert = require('assert');
const { run, tree, mustCall } = require('../../common');

const folder = tree({
  'main.mjs': `
    import def, { count, up, default as again } from './lib.mjs';
    import * as ns from './lib.mjs';
    import cjs, { named } from './c.cjs';
    import fs, { readFileSync } from 'node:fs';
    import data from './d.json' with { type: 'json' };
    import './cycle-a.mjs';
    up();
    console.log(def, count, again === def, Object.keys(ns).join(), named, cjs.named, readFileSync === fs.readFileSync, data.x);
    console.log(import.meta.url.startsWith('file://'), typeof require, this, await Promise.resolve('tla'));
    const dyn = await import('./lib.mjs');
    console.log(dyn === ns, dyn.count, Object.prototype.toString.call(ns));
    try { ns.count = 5; } catch (e) { console.log(e.name); }
    try { await import('./none.mjs'); } catch (e) { console.log(e.code); }
    try { await import('./bad.mjs'); } catch (e) { console.log(e.name); }`,
  'lib.mjs': 'export let count = 0; export function up() { count++; } export default "default"; export { count as alias };',
  'c.cjs': 'exports.named = "cjs";', 'd.json': '{"x": 7}', 'bad.mjs': 'import { nothing } from "./lib.mjs";',
  'cycle-a.mjs': 'import { b } from "./cycle-b.mjs"; export const a = "a"; console.log("cycle", b());', 'cycle-b.mjs': 'import { a } from "./cycle-a.mjs"; export const b = () => a + "b"; try { a; } catch (e) { console.log(e.name); }',
});
(async () => {
  const r = await run([folder + '/main.mjs']);
  assert.strictEqual(r.stdout, ['ReferenceError', 'cycle ab', 'default 1 true alias,count,default,up cjs cjs true 7', 'true undefined undefined tla', 'true 1 [object Module]', 'TypeError', 'ERR_MODULE_NOT_FOUND', 'SyntaxError', ''].join('\n'), r.stderr);
  assert.strictEqual(r.code, 0);
})().then(mustCall());
