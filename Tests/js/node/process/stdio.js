'use strict';
// stdout and stderr on pipes; stdin as stream and as async iterable; large writes before exit.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const r = await runSource(`
    process.stdin.setEncoding('utf8');
    (async () => { let t = ''; for await (const c of process.stdin) t += c; process.stdout.write(t.toUpperCase()); process.stderr.write('err\\n'); })();`, { input: 'hello\nyou' });
  assert.deepStrictEqual([r.code, r.stdout, r.stderr], [0, 'HELLO\nYOU', 'err\n']);
  const big = await runSource('process.stdout.write("x".repeat(300000), () => process.exit(0))');
  assert.strictEqual(big.stdout.length, 300000);
  const log = await runSource('for (let i = 0; i < 5000; i++) console.log("line", i)');
  assert.strictEqual(log.stdout.split('\n').length, 5001);
  const events = await runSource(`
    process.stdin.on('data', (d) => console.log(Buffer.isBuffer(d), String(d))).on('end', () => console.log('end'));`, { input: 'abc' });
  assert.strictEqual(events.stdout, 'true abc\nend\n');
  assert.strictEqual((await runSource('console.log(process.stdout.isTTY)')).stdout, 'undefined\n');
})().then(mustCall());
