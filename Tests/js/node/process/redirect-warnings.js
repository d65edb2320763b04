'use strict';
// --redirect-warnings and NODE_REDIRECT_WARNINGS: warnings go to a file.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { run, tree, mustCall } = require('../../common');

(async () => {
  const folder = tree({ 'main.js': 'process.emitWarning("odd")' });
  const script = path.join(folder, 'main.js');
  const byOption = await run([`--redirect-warnings=${folder}/1`, script]);
  const byVariable = await run([script], { env: { NODE_REDIRECT_WARNINGS: `${folder}/2` } });
  for (const [result, file] of [[byOption, '1'], [byVariable, '2']]) {
    assert.strictEqual(result.code, 0);
    assert.strictEqual(result.stderr, '');
    assert.ok(/^\(node:\d+\) Warning: odd\n/.test(fs.readFileSync(path.join(folder, file), 'utf8')));
  }
})().then(mustCall());
