'use strict';
// The whole face of cluster in a primary and its worker: members, settings, the order of events and their arguments, what fails how.
const assert = require('assert');
const { runSource, mustCall } = require('../common');

const source = `
  const cluster = require('cluster');
  const log = (...a) => console.log(...a);
  if (cluster.isPrimary) {
    log(Object.keys(cluster).filter((k) => k[0] !== '_').sort().join());
    log(Object.getOwnPropertyNames(cluster.Worker.prototype).sort().join(), cluster.Worker.length, cluster.Worker.name);
    log(cluster.settings, cluster.workers, cluster.worker);
    cluster.on('setup', (s) => log('setup', Object.keys(s).sort().join(), s.silent, s.args));
    cluster.on('fork', (w) => log('fork', w.id, w.state));
    cluster.on('online', (w) => log('online', w.id, w.state, w.isConnected(), w.isDead()));
    cluster.on('listening', (w, a) => log('listening', w.id, { ...a, port: a.port > 0 }, w.state));
    cluster.on('message', (w, m, h) => log('message', w.id, m, h));
    cluster.on('disconnect', (w) => log('disconnect', w.id, w.state, w.isConnected(), w.exitedAfterDisconnect));
    cluster.on('exit', (w, c, s) => log('exit', w.id, c, s, w.state, w.isConnected(), w.isDead(), w.exitedAfterDisconnect));
    log(cluster.setupPrimary({ args: ['a', 'b'], foo: 1 }));
    log(cluster.settings.foo, cluster.settings.args, cluster.settings.exec === __filename);
    cluster.setupPrimary({ silent: false });
    const w = cluster.fork({ X: 'y' });
    log(w.exitedAfterDisconnect, w.state, w.id, typeof w.process.pid, w.isConnected(), w.isDead());
    for (const e of ['online', 'listening', 'message', 'disconnect', 'exit']) w.on(e, (...a) => log('worker', e, a.length));
    w.on('message', (m) => {
      if (m === 'go') log(w.send({ hi: 1 }));
      if (m.bye) log(w.disconnect() === w, w.exitedAfterDisconnect, Object.keys(cluster.workers));
    });
    w.on('exit', () => {
      log(w.send('x', (e) => log('callback', e.code, e.message)));
      w.once('error', (e) => {
        log('error', e.code);
        const k = cluster.fork({ MODE: 'kill' });
        k.on('online', () => k.kill('SIGINT'));
        k.on('exit', (c, s) => {
          log('killed', c, s, k.exitedAfterDisconnect);
          const z = cluster.fork({ MODE: 'self' });
          z.on('exit', (c, s) => { log('self', c, s, z.exitedAfterDisconnect); cluster.disconnect(() => log('all')); });
        });
      });
      log(w.send('x'));
    });
  } else if (process.env.MODE === 'kill') {
    setInterval(() => {}, 1000);
  } else if (process.env.MODE === 'self') {
    cluster.worker.kill();
  } else {
    process.on('message', (m, h) => process.send({ bye: 1, m, h: h === undefined }));
    require('net').createServer().listen(0, () => process.send('go'));
  }`;
(async () => {
  const r = await runSource(source);
  assert.strictEqual(r.stderr, '');
  assert.deepStrictEqual(r.stdout.trim().split('\n'), [
    'SCHED_NONE,SCHED_RR,Worker,disconnect,fork,isMaster,isPrimary,isWorker,schedulingPolicy,settings,setupMaster,setupPrimary,workers',
    'constructor,destroy,disconnect,isConnected,isDead,kill,send 1 Worker',
    '{} {} undefined', 'undefined', "1 [ 'a', 'b' ] true", 'undefined none 1 number true false',
    "setup args,exec,execArgv,foo,silent false [ 'a', 'b' ]", "setup args,exec,execArgv,foo,silent false [ 'a', 'b' ]",
    "setup args,exec,execArgv,foo,silent false [ 'a', 'b' ]", 'fork 1 none',
    'worker online 0', 'online 1 online true false',
    // The worker's own listener for 'listening' was called before cluster's.
    'message 1 go undefined', 'worker message 2', 'true',
    'worker listening 1', 'listening 1 { addressType: 4, address: null, port: true, fd: undefined } listening',
    'message 1 { bye: 1, m: { hi: 1 }, h: true } undefined', 'worker message 2', 'true true []',
    'worker disconnect 0', 'disconnect 1 disconnected false true',
    'worker exit 2', 'false', 'false', 'exit 1 0 null dead false true true',
    'callback ERR_IPC_CHANNEL_CLOSED Channel closed', 'error ERR_IPC_CHANNEL_CLOSED',
    "setup args,exec,execArgv,foo,silent false [ 'a', 'b' ]", 'fork 2 none', 'online 2 online true false',
    'disconnect 2 disconnected false false', 'killed null SIGINT false', 'exit 2 null SIGINT dead false true false',
    "setup args,exec,execArgv,foo,silent false [ 'a', 'b' ]", 'fork 3 none', 'online 3 online true false',
    'disconnect 3 disconnected false true', 'self 0 null true', 'exit 3 0 null dead false true true', 'all',
  ]);
})().then(mustCall());
