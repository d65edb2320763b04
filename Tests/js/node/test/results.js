'use strict';
// What fails, is skipped, to do, too slow or cancelled: the exit code, the totals, the TAP lines.
const assert = require('assert');
const { spawnSync } = require('child_process');
const { tree } = require('../../common');

function run(source) {
  const folder = tree({ 'a.js': `const { test, describe, it } = require('node:test'); const assert = require('assert');\n${source}` });
  const result = spawnSync(process.execPath, [`${folder}/a.js`], { encoding: 'utf8' });
  return { code: result.status, out: result.stdout + result.stderr };
}
const has = (result, ...lines) => {
  for (const line of lines) assert.ok(result.out.split('\n').map((l) => l.trim()).includes(line), `${line} in\n${result.out}`);
};

let r = run('test("a", () => {}); test("b", { skip: "why" }, () => { throw 1 }); test("c", { todo: true }, () => { throw new Error("x") });');
assert.strictEqual(r.code, 0);
has(r, 'ok 1 - a', 'ok 2 - b # SKIP why', 'not ok 3 - c # TODO', '1..3', '# tests 3', '# pass 1', '# fail 0', '# skipped 1', '# todo 1');

r = run('test("a", () => assert.strictEqual(1, 2)); test("b", (t, done) => setImmediate(done, new Error("late")));');
assert.strictEqual(r.code, 1);
has(r, 'not ok 1 - a', "code: 'ERR_ASSERTION'", 'not ok 2 - b', "error: 'late'", '# fail 2');

r = run('test("slow", { timeout: 20 }, () => new Promise((r) => setTimeout(r, 5000).unref())); setTimeout(() => {}, 200)');
assert.strictEqual(r.code, 1);
has(r, "failureType: 'testTimeoutFailure'", "error: 'test timed out after 20ms'", '# cancelled 1');

r = run('test("p", async (t) => { await t.test("q", () => { throw new Error("inner") }); });');
assert.strictEqual(r.code, 1);
has(r, 'not ok 1 - q', 'not ok 1 - p', "error: '1 subtest failed'", '# tests 2', '# fail 2');

r = run('describe("s", () => { it("x", () => {}); it.skip("y"); it.todo("z"); });');
assert.strictEqual(r.code, 0);
has(r, 'ok 1 - s', 'ok 1 - x', 'ok 2 - y # SKIP', 'ok 3 - z # TODO', "type: 'suite'", '# suites 1');

r = run('test("never", () => new Promise(() => {}));');
assert.strictEqual(r.code, 1);
has(r, "error: 'Promise resolution is still pending but the event loop has already resolved'");

r = run('test("uncaught", () => new Promise(() => setTimeout(() => { throw new Error("from a timer") }, 1)));');
assert.strictEqual(r.code, 1);
assert.match(r.out, /from a timer/);
