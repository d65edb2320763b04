'use strict';
// internal/cluster/primary: cluster where workers are forked. Servers and their connections are the native Primary's.

const EventEmitter = require('events');
const Worker = require('internal/cluster/worker');
const { kNative } = require('internal/ipc/channel');
const binding = internalBinding('cluster');

const cluster = new EventEmitter();
const intercom = new EventEmitter();
const SCHED_NONE = 1;
const SCHED_RR = 2;
// Not Node's, as functions for a policy are not: docs/cluster.md.
const SCHED_LEAST_CONNECTIONS = 3;
const SCHED_STICKY = 4;
const SCHED_FUNCTION = 5;

module.exports = cluster;

cluster.isWorker = false;
// Deprecated alias; https://nodejs.org/docs/latest-v20.x/api/cluster.html#clusterismaster
cluster.isMaster = true;
cluster.isPrimary = true;
cluster.Worker = Worker;
cluster.workers = {};
cluster.settings = {};
cluster.SCHED_NONE = SCHED_NONE;
cluster.SCHED_RR = SCHED_RR;
Object.defineProperty(cluster, 'SCHED_LEAST_CONNECTIONS', { __proto__: null, value: SCHED_LEAST_CONNECTIONS });
Object.defineProperty(cluster, 'SCHED_STICKY', { __proto__: null, value: SCHED_STICKY });
const policies = { __proto__: null, 'none': SCHED_NONE, 'rr': SCHED_RR, 'least-connections': SCHED_LEAST_CONNECTIONS, 'sticky': SCHED_STICKY };
cluster.schedulingPolicy = policies[process.env.NODE_CLUSTER_SCHED_POLICY] ?? SCHED_RR;

let native;
/** The native sides of workers. */
const natives = new WeakMap();

/** cluster.setupPrimary([settings]) */
cluster.setupPrimary = function setupPrimary(options) {
  const settings = {
    args: process.argv.slice(2), exec: process.argv[1], execArgv: process.execArgv, silent: false, ...cluster.settings, ...options,
  };
  cluster.settings = settings;
  process.nextTick(() => cluster.emit('setup', settings));
  if (native !== undefined) return configure(settings);
  const policy = cluster.schedulingPolicy;
  const isFunction = typeof policy === 'function';
  if (!isFunction && !Object.values(policies).includes(policy)) require('assert')(false, `Bad cluster.schedulingPolicy: ${policy}`);
  // The policy is fixed from here on.
  native = new binding.Primary(isFunction ? SCHED_FUNCTION : policy);
  if (isFunction) native.setScheduler((...connection) => choose(policy, ...connection));
  configure(settings);
  if (native.hasDiagram) process.on('exit', () => native.finishTrace());
};
cluster.setupMaster = cluster.setupPrimary;

/** Settings that are not Node's: docs/cluster.md. */
function configure({ queueLimit, queuePolicy, acknowledgementDeadline, listenerGrace }) {
  const { validateInt32, validateOneOf } = require('internal/validators');
  if (queueLimit !== undefined) validateInt32(queueLimit, 'settings.queueLimit', 0);
  if (queuePolicy !== undefined) validateOneOf(queuePolicy, 'settings.queuePolicy', ['wait', '503']);
  if (acknowledgementDeadline !== undefined) validateInt32(acknowledgementDeadline, 'settings.acknowledgementDeadline', 0);
  if (listenerGrace !== undefined) validateInt32(listenerGrace, 'settings.listenerGrace', 0);
  native.configure(queueLimit, queuePolicy, acknowledgementDeadline, listenerGrace);
}

/** Asks a program's own scheduler; 0 leaves the choice to the workers' turn. */
function choose(policy, remoteAddress, remotePort, server, ids) {
  const worker = policy({ remoteAddress, remotePort, server }, ids.map((id) => cluster.workers[id]).filter(Boolean));
  return worker?.id ?? 0;
}

/** How many workers got an inspector port of their own. */
let inspectPorts = 0;

/**
 * The arguments of a worker's runtime. When they, or the primary's environment, turn on an inspector, each worker gets its port: by
 * `settings.inspectPort` or the next one after the primary's. swjs has no inspector, but a worker may be a real Node.
 */
function workerExecArgv({ execArgv, inspectPort }) {
  const { validatePort } = require('internal/validators');
  if (inspectPort === null) validatePort(null, 'Port');
  const asks = /--inspect(?:-brk|-port)?|--debug-port/;
  if (!execArgv.some((argument) => asks.test(argument)) && !asks.test(process.env.NODE_OPTIONS)) return [...execArgv];
  let port = process.debugPort;
  if (inspectPort === undefined) {
    port += ++inspectPorts;
    if (port > 65535) port -= 65535 - 1024 + 1;
  } else {
    port = typeof inspectPort === 'function' ? inspectPort() : inspectPort;
    validatePort(port, 'Port');
  }
  return [...execArgv, `--inspect-port=${port}`];
}

function startProcess(id, env) {
  const { settings } = cluster;
  return require('child_process').fork(settings.exec, settings.args, {
    cwd: settings.cwd,
    env: { ...process.env, ...env, NODE_UNIQUE_ID: `${id}` },
    serialization: settings.serialization,
    silent: settings.silent,
    windowsHide: settings.windowsHide,
    execArgv: workerExecArgv(settings),
    stdio: settings.stdio,
    gid: settings.gid,
    uid: settings.uid,
  });
}

/** cluster.fork([env]) */
cluster.fork = function fork(env) {
  cluster.setupPrimary();
  const id = native.nextWorkerID();
  const child = startProcess(id, env);
  const worker = new Worker({ id, process: child });
  const channel = child[kNative];
  // A child that could not be started has no channel; its 'error' and 'exit' tell.
  const adopted = channel ? native.adopt(id, child.pid, channel) : undefined;

  worker.on('message', function onMessage(message, handle) {
    cluster.emit('message', this, message, handle);
  });
  child.once('exit', (code, signal) => {
    adopted?.didExit(code ?? 0, signal ? require('internal/child_process').signalNumber(signal) : 0);
    settle(worker, adopted);
    // While messages may still come the worker stays in the list.
    if (!worker.isConnected()) removeWorker(worker);
    worker.state = 'dead';
    worker.emit('exit', code, signal);
    cluster.emit('exit', worker, code, signal);
  });
  child.once('disconnect', () => {
    settle(worker, adopted);
    if (worker.isDead()) removeWorker(worker);
    worker.state = 'disconnected';
    worker.emit('disconnect');
    cluster.emit('disconnect', worker);
  });
  if (adopted) {
    adopted.ononline = () => {
      worker.state = 'online';
      worker.emit('online');
      cluster.emit('online', worker);
    };
    adopted.onlistening = (address, port, addressType, fd) => {
      const info = { addressType, address, port, fd };
      worker.state = 'listening';
      worker.emit('listening', info);
      cluster.emit('listening', worker, info);
    };
  }
  natives.set(worker, adopted);
  process.nextTick(() => cluster.emit('fork', worker));
  cluster.workers[worker.id] = worker;
  return worker;
};

/** From the end of the channel or the process on it is known whether the end was intended. */
function settle(worker, adopted) {
  worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect || adopted?.exitedAfterDisconnect);
}

/** Workers that were told to go, and are out of the list, but still there. */
const leaving = new Set();

/** The worker has gone. */
function removeWorker(worker) {
  if (!leaving.delete(worker) && cluster.workers[worker.id] !== worker) return;
  if (cluster.workers[worker.id] === worker) delete cluster.workers[worker.id];
  if (leaving.size === 0 && Object.keys(cluster.workers).length === 0) intercom.emit('disconnect');
}

/** cluster.disconnect([callback]) */
cluster.disconnect = function disconnect(callback) {
  const ids = Object.keys(cluster.workers);
  if (ids.length === 0 && leaving.size === 0) {
    process.nextTick(() => intercom.emit('disconnect'));
  } else {
    for (const id of ids) if (cluster.workers[id].isConnected()) cluster.workers[id].disconnect();
  }
  if (typeof callback === 'function') intercom.once('disconnect', callback);
};

/** worker.disconnect() */
Worker.prototype.disconnect = function disconnect() {
  this.exitedAfterDisconnect = true;
  natives.get(this)?.disconnect();
  if (cluster.workers[this.id] === this) {
    delete cluster.workers[this.id];
    leaving.add(this);
  }
  return this;
};

/** worker.destroy([signal]), which worker.kill is as well */
Worker.prototype.destroy = function destroy(signal) {
  this.process.kill(signal || 'SIGTERM');
};
