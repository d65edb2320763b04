'use strict';
// argv, env, versions, pid, platform, hrtime, memoryUsage, cwd, title, uptime.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

assert.ok(process.argv.length >= 2 && process.argv[1] === __filename);
assert.ok(require('path').isAbsolute(process.execPath) && process.argv[0] === process.execPath);
assert.ok(Number.isInteger(process.pid) && process.pid > 1 && process.ppid > 0);
assert.strictEqual(process.platform, 'linux');
assert.ok(/^v\d+\.\d+\.\d+/.test(process.version) && typeof process.versions === 'object');
const t = process.hrtime();
assert.ok(process.hrtime(t)[0] === 0 && typeof process.hrtime.bigint() === 'bigint');
assert.ok(process.memoryUsage().rss > 1e6 && process.uptime() > 0 && process.memoryUsage.rss() > 1e6);
process.env.NEW = 5;
assert.strictEqual(process.env.NEW, '5');
delete process.env.NEW;
assert.ok(!('NEW' in process.env) && process.env.NOPE === undefined);
const { user, system } = process.cpuUsage();
assert.ok(user + system > 0);
(async () => {
  const r = await runSource('process.chdir("/"); console.log(process.cwd(), process.argv.slice(2).join(), process.env.X, process.exitCode); process.title = "t";', { args: ['a', '-b', '--c=d'], env: { X: 'y z' } });
  assert.strictEqual(r.stdout, '/ a,-b,--c=d y z undefined\n');
  const e = await runSource('console.log(Object.keys(process.env).includes("PATH"), JSON.stringify(process.execArgv))');
  assert.strictEqual(e.stdout, `true ${JSON.stringify(process.execArgv)}\n`);
})().then(mustCall());
