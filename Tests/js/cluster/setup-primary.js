'use strict';
// setupPrimary: exec, args, silent, env; settings in the event; isMaster and setupMaster as aliases.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

(async () => {
  const r = await runSource(`
    const cluster = require('cluster');
    if (cluster.setupMaster !== cluster.setupPrimary || cluster.isMaster !== cluster.isPrimary) throw new Error('aliases');
    cluster.setupPrimary({ exec: __dirname + '/w.js', args: ['--use', 'x'], silent: true });
    const w = cluster.fork();
    w.process.stdout.on('data', (d) => console.log('piped: ' + String(d).trim()));
    w.on('exit', (code) => console.log('code', code, cluster.settings.exec === __dirname + '/w.js', cluster.settings.args.join()));`, {
    files: { 'w.js': "const c = require('cluster'); console.log(process.argv.slice(2).join(), c.isWorker, c.isPrimary, require.main === module); process.exit(5);" } });
  assert.deepStrictEqual([r.code, r.stdout.split('\n').sort().join('|')], [0, '|code 5 true --use,x|piped: --use,x true false true']);
})().then(mustCall());
