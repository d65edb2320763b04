'use strict';
// internal/http/agent: http.Agent, the pool of a client's connections. https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpagent

const EventEmitter = require('events');
const net = require('net');
const { codes } = require('internal/errors');
const { validateNumber, validateOneOf } = require('internal/validators');

/** new http.Agent([options]) */
function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.defaultPort = 80;
  this.protocol = 'http:';
  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  this.options.path = null;
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets !== undefined) validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  else this.maxTotalSockets = Infinity;
  this.on('free', (socket, opts) => onFree(this, socket, opts));
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;
Agent.prototype.createConnection = net.createConnection;

/** agent.getName([options]) */
Agent.prototype.getName = function(options = {}) {
  let name = options.host || 'localhost';
  name += ':';
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

function optionsFor(agent, request, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  options = { __proto__: null, ...options, ...agent.options };
  if (options.socketPath) options.path = options.socketPath;
  return options;
}

Agent.prototype.addRequest = function(request, options, port, localAddress) {
  options = optionsFor(this, request, options, port, localAddress);
  const name = this.getName(options);
  this.sockets[name] ||= [];
  const free = this.freeSockets[name];
  let socket;
  if (free) {
    while (free.length && free[0].destroyed) free.shift();
    socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    if (!free.length) delete this.freeSockets[name];
  }
  const count = (this.freeSockets[name]?.length ?? 0) + this.sockets[name].length;
  if (socket) {
    this.reuseSocket(socket, request);
    setRequestSocket(this, request, socket);
    this.sockets[name].push(socket);
  } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, options, (error, created) => {
      if (error) request.onSocket(created, error);
      else setRequestSocket(this, request, created);
    });
  } else {
    (this.requests[name] ||= []).push(request);
    request._agentOptions = options;
  }
};

/** A request that was destroyed while it waited. */
Agent.prototype._dropRequest = function(request) {
  for (const name of Object.keys(this.requests)) {
    const list = this.requests[name];
    const i = list.indexOf(request);
    if (i === -1) continue;
    list.splice(i, 1);
    if (list.length === 0) delete this.requests[name];
    return true;
  }
  return false;
};

Agent.prototype.createSocket = function(request, options, callback) {
  options = { __proto__: null, ...options, ...this.options };
  if (options.socketPath) options.path = options.socketPath;
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;
  let called = false;
  const created = (error, socket) => {
    if (called) return;
    called = true;
    if (error) return callback(error);
    (this.sockets[name] ||= []).push(socket);
    this.totalSocketCount++;
    installListeners(this, socket, options);
    callback(null, socket);
  };
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, created);
  if (socket) created(null, socket);
};

function setRequestSocket(agent, request, socket) {
  request.onSocket(socket);
  const timeout = agent.options.timeout || 0;
  if (request.timeout === undefined || request.timeout === timeout) return;
  socket.setTimeout(request.timeout);
}

function installListeners(agent, socket, options) {
  const onFreeSocket = () => agent.emit('free', socket, options);
  const onClose = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const onTimeout = () => {
    for (const name of Object.keys(agent.freeSockets)) {
      if (agent.freeSockets[name].includes(socket)) return socket.destroy();
    }
  };
  const onRemove = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClose);
    socket.removeListener('free', onFreeSocket);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  };
  socket.on('free', onFreeSocket);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent.options.timeout) socket.setTimeout(agent.options.timeout);
}

function onFree(agent, socket, options) {
  const name = agent.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = agent.requests[name];
  if (waiting?.length) {
    const request = waiting.shift();
    if (waiting.length === 0) delete agent.requests[name];
    socket._httpMessage = null;
    agent.reuseSocket(socket, request);
    setRequestSocket(agent, request, socket);
    return;
  }
  // A connection that is kept for later does not take the place of one that is wanted now.
  const isWanted = agent.totalSocketCount >= agent.maxTotalSockets && Object.keys(agent.requests).length > 0;
  if (agent.keepAlive && !isWanted) {
    const free = agent.freeSockets[name] || [];
    let count = free.length;
    if (agent.sockets[name]) count += agent.sockets[name].length;
    if (agent.totalSocketCount <= agent.maxTotalSockets && count <= agent.maxSockets && free.length < agent.maxFreeSockets &&
        agent.keepSocketAlive(socket)) {
      agent.freeSockets[name] = free;
      socket._httpMessage = null;
      removeFrom(agent.sockets, name, socket);
      socket.once('error', freeSocketError);
      free.push(socket);
      return;
    }
  }
  socket.destroy();
}

function freeSocketError() { this.destroy(); }

function removeFrom(table, name, socket) {
  const list = table[name];
  if (!list) return;
  const i = list.indexOf(socket);
  if (i === -1) return;
  list.splice(i, 1);
  if (list.length === 0) delete table[name];
}

Agent.prototype.removeSocket = function(socket, options) {
  const name = this.getName(options);
  removeFrom(this.sockets, name, socket);
  removeFrom(this.freeSockets, name, socket);
  // A request that waits for a place may go now.
  let request = this.requests[name]?.[0];
  let key = name;
  if (!request && this.totalSocketCount < this.maxTotalSockets) {
    for (const other of Object.keys(this.requests)) {
      if (this.sockets[other]?.length) continue;
      key = other;
      request = this.requests[other][0];
      break;
    }
  }
  if (request && (this.sockets[key]?.length ?? 0) < this.maxSockets) {
    this.requests[key].shift();
    if (this.requests[key].length === 0) delete this.requests[key];
    this.createSocket(request, request._agentOptions ?? options, (error, created) => {
      if (error) request.onSocket(null, error);
      else setRequestSocket(this, request, created);
    });
  }
};

/** agent.keepSocketAlive(socket) */
Agent.prototype.keepSocketAlive = function(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  const hint = /^timeout=(\d+)/.exec(socket._lastKeepAlive ?? '');
  if (hint) {
    const limit = Math.max(Number(hint[1]) * 1000 - 1000, 0);
    if (limit === 0) return false;
    if (timeout === 0 || limit < timeout) timeout = limit;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

/** agent.reuseSocket(socket, request) */
Agent.prototype.reuseSocket = function(socket, request) {
  socket.removeListener('error', freeSocketError);
  request.reusedSocket = true;
  socket.ref();
};

/** agent.destroy() */
Agent.prototype.destroy = function() {
  for (const table of [this.freeSockets, this.sockets]) {
    for (const name of Object.keys(table)) for (const socket of [...table[name]]) socket.destroy();
  }
};

let shared;
/** http.globalAgent */
function globalAgent() { return (shared ??= new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 })); }

module.exports = { Agent, globalAgent, setGlobalAgent(value) { shared = value; }, codes };
