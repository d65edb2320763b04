'use strict';
// internal/cluster/child: cluster in a worker. What is said to the primary, and the connections that come from it, are the native
// WorkerSide's.

const EventEmitter = require('events');
const Worker = require('internal/cluster/worker');
const binding = internalBinding('cluster');

const cluster = new EventEmitter();
module.exports = cluster;

cluster.isWorker = true;
cluster.isMaster = false;
cluster.isPrimary = false;
cluster.worker = null;
cluster.Worker = Worker;

let side;

/** Called at the start of the process, before its program runs. */
cluster._setupWorker = function _setupWorker(native) {
  delete cluster._setupWorker;
  side = native;
  const worker = new Worker({ id: binding.workerID(), process, state: 'online' });
  cluster.worker = worker;
  process.once('disconnect', () => {
    process.channel = null;
    worker.emit('disconnect');
    // The primary is gone, or has given this worker up.
    if (!worker.exitedAfterDisconnect) process.exit(0);
  });
  side.ondisconnectrequest = () => { worker.exitedAfterDisconnect = true; };
  side.closeserver = (server, done) => {
    if (typeof server.close !== 'function') return done();
    server._leave?.();
    server.close(done);
  };
  side.start();
};

/**
 * cluster._getServer(server, options, callback): what `listen` of net, http and dgram asks in a worker.
 * @param server emits 'listening', has `address()` and `close(callback)`
 * @param options address, port, addressType, fd, flags, backlog, readableAll, writableAll
 * @param callback gets (errno, handle): a handle that is bound, and listens when told to; its connections come through `onconnection`
 */
cluster._getServer = function _getServer(server, options, callback) {
  let { address } = options;
  // The primary may be in another folder.
  if (options.port < 0 && typeof address === 'string') address = require('path').resolve(address);
  const data = server._getServerData ? JSON.stringify(server._getServerData()) : undefined;
  let native;
  server.once('listening', () => {
    if (native === undefined) return;
    cluster.worker.state = 'listening';
    native.didListen(server.address()?.port || options.port);
  });
  side.queryServer(
    address, options.port, options.addressType, options.fd, options.flags, options.backlog, options.readableAll, options.writableAll,
    data, server,
    (errno, answer, handle, shared, isRoundRobin, sockname) => {
      if (server._setServerData && shared !== undefined) server._setServerData(JSON.parse(shared));
      if (errno) return callback(errno, null);
      native = answer;
      if (typeof handle === 'number') handle = datagramHandle(handle);
      else if (isRoundRobin) fromPrimary(handle, sockname);
      tellWhenClosed(handle, answer);
      callback(0, handle);
    });
};

function datagramHandle(fd) {
  const { UDP } = internalBinding('udp_wrap');
  const handle = new UDP();
  const errno = handle.open(fd);
  if (errno < 0) throw require('internal/errors').errnoException(errno, 'open');
  return handle;
}

/** A handle without a socket: the primary binds, listens and accepts. */
function fromPrimary(handle, sockname) {
  handle.listen = () => 0;
  // A server holds the process even when the channel does not.
  const hold = setInterval(() => {}, 0x7fffffff);
  handle.ref = () => { hold.ref(); };
  handle.unref = () => { hold.unref(); };
  const { close } = handle;
  handle.close = function(...args) {
    clearInterval(hold);
    return Reflect.apply(close, this, args);
  };
  // Paths have no socket name.
  handle.getsockname = sockname && ((out) => {
    if (out) Object.assign(out, sockname);
    return 0;
  });
}

function tellWhenClosed(handle, native) {
  const { close } = handle;
  handle.close = function(...args) {
    native.close();
    return Reflect.apply(close, this, args);
  };
}

/** worker.disconnect() */
Worker.prototype.disconnect = function disconnect() {
  if (this.state !== 'disconnecting' && this.state !== 'destroying') {
    this.state = 'disconnecting';
    this.exitedAfterDisconnect = true;
    side.disconnect();
  }
  return this;
};

/** worker.destroy(), which worker.kill is as well: ends this process once the primary knows that it is intended. */
Worker.prototype.destroy = function destroy() {
  if (this.state === 'destroying') return;
  this.exitedAfterDisconnect = true;
  if (!this.isConnected()) {
    process.exit(0);
  } else {
    this.state = 'destroying';
    side.announceExit(() => { if (process.connected) process.disconnect(); });
    process.once('disconnect', () => process.exit(0));
  }
};
