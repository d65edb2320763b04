'use strict';
// internal/ipc/socket_list: the connections of a server that live in other processes. The server's process asks for their
// number (server.getConnections) and waits for their end (server.close).

const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { kSockets } = require('internal/ipc/channel');

/** In the process of the server: what it sent to one child. */
class SocketListSend extends EventEmitter {
  constructor(child, key) {
    super();
    this.key = key;
    this.child = child;
    child.once('exit', () => this.emit('exit', this));
  }

  #request(message, command, callback) {
    const { child } = this;
    if (!child.connected) return callback(new codes.ERR_CHILD_CLOSED_BEFORE_REPLY());
    const forget = () => {
      this.removeListener('reply', onReply);
      child.removeListener('exit', onExit);
      child.removeListener('disconnect', onExit);
    };
    const onReply = (reply) => {
      if (reply.cmd !== command) return;
      forget();
      callback(null, reply);
    };
    const onExit = () => {
      forget();
      callback(new codes.ERR_CHILD_CLOSED_BEFORE_REPLY());
    };
    this.on('reply', onReply);
    child.once('exit', onExit);
    child.once('disconnect', onExit);
    child._send(message, undefined, true);
  }

  /** Calls back when all sockets are closed. */
  close(callback) {
    this.#request({ cmd: 'NODE_SOCKET_NOTIFY_CLOSE', key: this.key }, 'NODE_SOCKET_ALL_CLOSED', callback);
  }

  getConnections(callback) {
    this.#request({ cmd: 'NODE_SOCKET_GET_COUNT', key: this.key }, 'NODE_SOCKET_COUNT', (error, reply) => {
      if (error) callback(error);
      else callback(null, reply.count);
    });
  }
}

/** In the process that got the sockets. */
class SocketListReceive extends EventEmitter {
  constructor(child, key) {
    super();
    this.connections = 0;
    this.key = key;
    this.child = child;
  }

  add({ socket }) {
    this.connections++;
    socket.once('close', () => {
      this.connections--;
      if (this.connections === 0) this.emit('empty');
    });
  }

  answer(message) {
    const { child, key } = this;
    if (message.cmd === 'NODE_SOCKET_GET_COUNT') {
      if (child.connected) child._send({ cmd: 'NODE_SOCKET_COUNT', key, count: this.connections });
      return;
    }
    const closed = () => {
      if (child.connected) child._send({ cmd: 'NODE_SOCKET_ALL_CLOSED', key }, undefined, true);
    };
    if (this.connections === 0) closed();
    else this.once('empty', closed);
  }
}

/** The list of sockets of the server `key` that went to `target`, and whether it is new. */
function sending(target, key) {
  const lists = target[kSockets].send;
  const isNew = lists[key] === undefined;
  if (isNew) lists[key] = new SocketListSend(target, key);
  return [lists[key], isNew];
}

/** The list of sockets of the server `key` that came from `target`. */
function receiving(target, key) {
  const lists = target[kSockets].got;
  return lists[key] ??= new SocketListReceive(target, key);
}

function dispatch(target, message) {
  const isQuestion = message.cmd === 'NODE_SOCKET_GET_COUNT' || message.cmd === 'NODE_SOCKET_NOTIFY_CLOSE';
  const list = target[kSockets][isQuestion ? 'got' : 'send'][message.key];
  if (list === undefined) return;
  if (isQuestion) list.answer(message);
  else list.emit('reply', message);
}

module.exports = { dispatch, receiving, sending };
