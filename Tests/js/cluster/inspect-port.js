'use strict';
// settings.inspectPort: workers whose arguments ask for an inspector get `--inspect-port`. What is expected here is what node 20 answers.
const assert = require('assert');
const cluster = require('cluster');

if (cluster.isPrimary) {
  const start = (inspectPort, execArgv) => new Promise((resolve) => {
    cluster.settings = {};
    cluster.setupPrimary({ exec: __filename, args: [], execArgv, inspectPort });
    const worker = cluster.fork();
    let seen;
    worker.on('message', (message) => { seen = message; });
    worker.on('exit', () => resolve(seen));
  });
  const fails = (inspectPort, execArgv, received) => assert.rejects(start(inspectPort, execArgv), {
    code: 'ERR_SOCKET_BAD_PORT', message: `Port should be >= 0 and < 65536. Received ${received}.`,
  });
  (async () => {
    const asks = ['--inspect-port=0'];
    assert.deepStrictEqual(await start(undefined, []), []);
    assert.deepStrictEqual(await start(2345, []), []);
    assert.deepStrictEqual(await start(undefined, asks), [...asks, `--inspect-port=${process.debugPort + 1}`]);
    assert.deepStrictEqual(await start(undefined, asks), [...asks, `--inspect-port=${process.debugPort + 2}`]);
    assert.deepStrictEqual(await start(0, asks), [...asks, '--inspect-port=0']);
    assert.deepStrictEqual(await start('2345', asks), [...asks, '--inspect-port=2345']);
    assert.deepStrictEqual(await start(() => 12345, asks), [...asks, '--inspect-port=12345']);
    await fails(null, [], 'null');
    await fails(70000, asks, 'type number (70000)');
    await fails('x', asks, "type string ('x')");
    await fails(() => undefined, asks, 'undefined');
    await fails(() => -1, asks, 'type number (-1)');
    console.log('ok');
  })();
} else {
  process.send(process.execArgv, () => process.exit());
}
