'use strict';
// Grandchildren that a worker forks are no cluster workers.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) cluster.fork();
    else {
      const c = require('child_process').fork(__dirname + '/g.js');
      c.on('exit', () => process.disconnect());
    }`, { files: { 'g.js': "const c = require('cluster'); console.log(c.isPrimary, c.worker, 'NODE_UNIQUE_ID' in process.env, typeof process.send);" } });
  assert.deepStrictEqual([r.code, r.stdout], [0, 'true undefined false function\n']);
})().then(mustCall());
