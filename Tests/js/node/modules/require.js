'use strict';
// require: cache, cycles, exports, JSON, folders, errors.
const assert = require('assert');
const { tree } = require('../../common');

const folder = tree({
  'a.js': "exports.early = 1; exports.b = require('./b'); exports.late = 2;",
  'b.js': "const a = require('./a'); exports.seen = { ...a }; exports.a = a;",
  'data.json': '{"x": [1]}', 'bad.json': '{bad', 'throws.js': 'global.loads = (global.loads || 0) + 1; throw new Error("load");',
  'dir/index.js': 'module.exports = __filename.split("/").pop() + __dirname.split("/").pop();', 'fn.js': 'module.exports = function() {}; exports = 5; this.lost = 1;',
  'pkg/package.json': '{"main": "lib/entry"}', 'pkg/lib/entry.js': 'module.exports = "entry";', 'syntax.js': 'let x = ;', 'ret.js': 'exports.before = 1; return; exports.after = 1;',
});
const a = require(folder + '/a');
assert.deepStrictEqual([a.b.seen, a.late, a.b.a === a], [{ early: 1 }, 2, true]);
assert.strictEqual(require(folder + '/a.js'), a);
assert.deepStrictEqual(require(folder + '/data'), { x: [1] });
assert.strictEqual(require(folder + '/dir'), 'index.jsdir');
assert.strictEqual(require(folder + '/pkg'), 'entry');
assert.strictEqual(typeof require(folder + '/fn'), 'function');
assert.deepStrictEqual(require(folder + '/ret'), { before: 1 });
for (let i = 0; i < 2; i++) assert.throws(() => require(folder + '/throws'), /load/);
assert.strictEqual(global.loads, 2);
assert.throws(() => require('./none'), (e) => e.code === 'MODULE_NOT_FOUND' && e.message.startsWith("Cannot find module './none'\nRequire stack:\n- "));
assert.throws(() => require(folder + '/bad.json'), SyntaxError);
assert.throws(() => require(folder + '/syntax'), SyntaxError);
delete require.cache[require.resolve(folder + '/a')];
assert.notStrictEqual(require(folder + '/a'), a);
assert.ok(require.main === module && module.id === '.' && module.filename === __filename && module.children.length > 0);
assert.throws(() => require(''), { code: 'ERR_INVALID_ARG_VALUE' });
