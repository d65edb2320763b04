/// A script that is loaded into the app (`-r`) and tells what its cluster does. It works under Node and under swjs alike, so that
/// the same spec sees the same events; it acts only in the process that the runner started, not in workers.
///
/// It writes lines of JSON to a named pipe, and hands messages of `send: {to: worker}` to the worker.
let probeScript = #"""
    'use strict';
    const { SWJS_TEST_EVENTS: path, SWJS_TEST_RUNNER: runner } = process.env;
    if (path && Number(runner) === process.ppid) {
      const cluster = require('cluster');
      if (cluster.isPrimary) {
        delete process.env.SWJS_TEST_EVENTS;
        delete process.env.SWJS_TEST_RUNNER;
        const fs = require('fs');
        const fd = fs.openSync(path, 'a');
        const say = (event, worker, more) => {
          const line = { event, time: Number(process.hrtime.bigint() / 1000n) / 1000 };
          if (worker) Object.assign(line, { worker: worker.id, pid: worker.process && worker.process.pid });
          try {
            fs.writeSync(fd, JSON.stringify(Object.assign(line, more)) + '\n');
          } catch {
            // The runner is gone; it takes this process with it.
          }
        };
        cluster.on('fork', (worker) => say('fork', worker));
        cluster.on('online', (worker) => say('online', worker));
        cluster.on('listening', (worker, address) => say('listening', worker, { address }));
        cluster.on('disconnect', (worker) => say('disconnect', worker, { requested: worker.exitedAfterDisconnect === true }));
        cluster.on('exit', (worker, code, signal) => {
          say('exit', worker, { code, signal, requested: worker.exitedAfterDisconnect === true });
        });
        cluster.on('message', (worker, message) => say('message', worker, { message }));
        process.on('internalMessage', (message) => {
          if (message.cmd !== 'NODE_SWJS_TEST') return;
          const worker = cluster.workers[message.worker];
          if (worker) worker.send(message.message);
          else say('unsent', null, { worker: message.worker });
        });
      }
    }
    """#
