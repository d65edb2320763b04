'use strict';
// While one worker is busy, the other answers.
const assert = require('assert');
const { start, tree, get, mustCall } = require('../common');

const folder = tree({ 'm.js': `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    let n = 0;
    for (let i = 0; i < 2; i++) cluster.fork();
    cluster.on('listening', (w, a) => { if (++n === 2) console.log('port', a.port); });
  } else require('http').createServer((req, res) => {
    if (req.url === '/busy') { console.log('busy'); while (!require('fs').existsSync(__dirname + '/enough')); }
    res.end(String(cluster.worker.id));
  }).listen(0, '127.0.0.1');` });
(async () => {
  const run = start([folder + '/m.js']);
  const port = Number((await run.line(/^port (\d+)$/))[1]);
  const busy = get(port, '/busy');
  await run.line(/^busy$/);
  const quick = await get(port);
  require('fs').writeFileSync(folder + '/enough', '');
  const slow = await busy;
  assert.notStrictEqual(quick.body, slow.body);
  await run.stop();
})().then(mustCall());
