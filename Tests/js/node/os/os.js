'use strict';
// os: what servers ask for.
const assert = require('assert');

const os = require('os');
assert.ok(os.cpus().length >= 1 && typeof os.cpus()[0].model === 'string');
assert.ok(os.totalmem() > os.freemem() && os.freemem() > 0);
assert.strictEqual(os.EOL, '\n');
assert.strictEqual(os.platform(), 'linux');
assert.strictEqual(os.tmpdir(), process.env.TMPDIR || '/tmp');
assert.ok(os.hostname().length > 0 && os.uptime() > 0 && os.loadavg().length === 3);
assert.strictEqual(os.constants.signals.SIGTERM, 15);
assert.ok(Object.values(os.networkInterfaces()).flat().some((i) => i.address === '127.0.0.1'));
assert.ok(os.availableParallelism() >= 1);
