'use strict';
// Lookup in node_modules upwards, scopes, exports maps, the node: prefix, module.createRequire.
const assert = require('assert');
const { tree } = require('../../common');

const { createRequire, builtinModules } = require('module');
const folder = tree({
  'node_modules/up/index.js': 'module.exports = "up";', 'app/node_modules/near/package.json': '{"name": "near", "main": "m.js"}', 'app/node_modules/near/m.js': 'module.exports = "near" + require("up");',
  'node_modules/@s/p/package.json': '{"exports": {".": {"require": "./r.js", "import": "./i.mjs"}, "./sub/*": "./deep/*.js", "./no": null}}', 'node_modules/@s/p/r.js': 'module.exports = "scoped";', 'node_modules/@s/p/deep/x.js': 'module.exports = "deep";',
  'app/main.js': '', 'node_modules/fs/index.js': 'module.exports = "shadow";',
});
const r = createRequire(folder + '/app/main.js');
assert.strictEqual(r('near'), 'nearup');
assert.strictEqual(r('@s/p'), 'scoped');
assert.strictEqual(r('@s/p/sub/x'), 'deep');
assert.throws(() => r('@s/p/r.js'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
assert.throws(() => r('@s/p/no'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
assert.throws(() => r('nothing-here'), { code: 'MODULE_NOT_FOUND' });
assert.strictEqual(r('fs'), require('node:fs'));
assert.throws(() => require('node:nope'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
assert.ok(builtinModules.includes('cluster'));
assert.ok(r.resolve('up').endsWith('/node_modules/up/index.js'));
