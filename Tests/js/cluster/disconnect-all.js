'use strict';
// cluster.disconnect waits for all workers, then calls back; with no workers at once.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.isPrimary) {
      let n = 0;
      let exits = 0;
      cluster.on('exit', () => exits++);
      for (let i = 0; i < 3; i++) cluster.fork().on('listening', () => { if (++n === 3) cluster.disconnect(() => console.log('all', Object.values(cluster.workers).filter((w) => w.isConnected()).length)); });
      process.on('exit', () => console.log('exits', exits));
    } else require('net').createServer().listen(0, '127.0.0.1');`);
  assert.deepStrictEqual([r.code, r.stdout], [0, 'all 0\nexits 3\n']);
  const none = await runSource("require('cluster').disconnect(() => console.log('none'));");
  assert.strictEqual(none.stdout, 'none\n');
})().then(mustCall());
