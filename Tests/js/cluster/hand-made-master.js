'use strict';
// Without cluster: a master sends its server to forked workers; a failing worker asks for a successor; SIGTERM ends all.
const assert = require('assert');
const { start, tree, get, mustCall, alive, until } = require('../common');

const folder = tree({
  'master.js': `
    const fork = require('child_process').fork;
    const server = require('net').createServer();
    process.title = 'Own-Master';
    const workers = {};
    const createWorker = () => {
      const worker = fork('worker.js');
      worker.on('message', function (message) { if (message.act === 'suicide') createWorker(); if (message.act === 'ready') console.log('ready ' + worker.pid); });
      worker.on('exit', function (code, signal) { console.log('worker process ' + worker.pid + ' exited, code: ' + code + ', signal: ' + signal); delete workers[worker.pid]; });
      worker.send('server', server, (e) => { if (process.argv[2] === String(Object.keys(workers).length)) server.close(); });
      workers[worker.pid] = worker;
    };
    server.listen(0, () => { console.log('port ' + server.address().port); createWorker(); });
    process.once('SIGINT', close.bind(this, 'SIGINT'));
    process.once('SIGQUIT', close.bind(this, 'SIGQUIT'));
    process.once('SIGTERM', close.bind(this, 'SIGTERM'));
    process.once('exit', close.bind(this));
    function close(code) {
      console.log('exit!', code);
      if (code !== 0) for (let pid in workers) workers[pid].kill('SIGINT');
      process.exit(0);
    }`,
  'worker.js': `
    const http = require('http');
    const server = http.createServer((req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/plain', 'Connection': 'close' });
      res.end('I am worker, pid:' + process.pid + ', ppid:' + process.ppid);
      if (req.url === '/throw') throw new Error('worker process exception!');
    });
    let netServer;
    process.title = 'Own-Worker';
    process.on('message', function (message, sendHandle) {
      if (message === 'server') { netServer = sendHandle; netServer.on('connection', (socket) => server.emit('connection', socket)); process.send({ act: 'ready' }); }
    });
    process.on('uncaughtException', function (err) { process.send({ act: 'suicide' }); netServer.close(() => process.exit(1)); });` });
(async () => {
  const run = start(['master.js'], { cwd: folder, detached: true });
  const port = Number((await run.line(/^port (\d+)$/))[1]);
  const first = Number((await run.line(/^ready (\d+)$/))[1]);
  // Master and worker both accept; the master has no listener for what it accepts, so a request may get no answer.
  const ask = (path) => new Promise((resolve) => {
    const req = require('http').get({ port, host: '127.0.0.1', path, agent: false }, (res) => { let t = ''; res.on('data', (d) => { t += d; }).on('end', () => resolve(t)); });
    req.setTimeout(500, () => { req.destroy(); resolve(null); });
    req.on('error', () => resolve(null));
  });
  let answer = null;
  for (let i = 0; i < 40 && answer === null; i++) answer = await ask('/');
  assert.strictEqual(answer, `I am worker, pid:${first}, ppid:${run.child.pid}`);
  for (let i = 0; i < 40 && !run.lines.some((l) => l.startsWith('worker process')); i++) await ask('/throw');
  await run.line(new RegExp(`^worker process ${first} exited, code: 1, signal: null$`));
  const second = Number((await run.matches(/^ready (\d+)$/, 2))[1][1]);
  assert.notStrictEqual(second, first);
  run.child.kill('SIGTERM');
  assert.deepStrictEqual(await run.exited, { code: 0, signal: null });
  assert.ok(run.lines.includes('exit! SIGTERM'));
  await until(() => !alive(second), 'the worker ends too');
})().then(mustCall());
