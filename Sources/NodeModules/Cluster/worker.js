'use strict';
// internal/cluster/worker: cluster.Worker, what primary and worker have in common of it.
// https://nodejs.org/docs/latest-v20.x/api/cluster.html#class-worker

const EventEmitter = require('events');

function Worker(options) {
  if (!(this instanceof Worker)) return new Worker(options);
  EventEmitter.call(this);
  if (options === null || typeof options !== 'object') options = {};
  this.exitedAfterDisconnect = undefined;
  this.state = options.state || 'none';
  this.id = options.id | 0;
  if (options.process) {
    this.process = options.process;
    this.process.on('error', (code, signal) => this.emit('error', code, signal));
    this.process.on('message', (message, handle) => this.emit('message', message, handle));
  }
}
Object.setPrototypeOf(Worker.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Worker, EventEmitter);

/** worker.kill([signal]) */
Worker.prototype.kill = function kill(...args) { return this.destroy(...args); };

/** worker.send(message[, sendHandle[, options]][, callback]) */
Worker.prototype.send = function send(...args) { return this.process.send(...args); };

/** worker.isDead() */
Worker.prototype.isDead = function isDead() { return this.process.exitCode != null || this.process.signalCode != null; };

/** worker.isConnected() */
Worker.prototype.isConnected = function isConnected() { return this.process.connected; };

module.exports = Worker;
