'use strict';
// internal/ipc/handles: servers, sockets and datagram sockets on their way between processes.
// https://nodejs.org/docs/latest-v20.x/api/child_process.html#subprocesssendmessage-sendhandle-options-callback

const { codes } = require('internal/errors');
const binding = internalBinding('ipc');

let net;
let dgram;
function modules() {
  net ??= require('net');
  dgram ??= require('dgram');
}

/** The descriptor of a native handle, -1 when it has none (any more). */
function descriptor(handle) {
  const fd = handle?.fd;
  return typeof fd === 'number' ? fd : -1;
}

/**
 * What the native channel needs to send a handle.
 * @returns undefined when the handle is closed: the message then goes without it, as in Node.
 * @throws ERR_INVALID_HANDLE_TYPE
 */
function outgoing(target, message, handle, options) {
  modules();
  if (handle instanceof net.Socket) return outgoingSocket(target, handle, options);
  if (handle instanceof net.Server) return shared('net.Server', handle._handle);
  if (handle instanceof dgram.Socket) {
    const result = shared('dgram.Socket', handle._handle);
    if (result !== undefined) result.dgramType = handle.type;
    return result;
  }
  if (descriptor(handle) >= 0) {
    return shared(binding.kindOf(handle.fd) === 'udp' ? 'dgram.Native' : 'net.Native', handle);
  }
  throw new codes.ERR_INVALID_HANDLE_TYPE();
}

/** A handle that stays with the sender. The duplicate lives until the receiver has it, whatever becomes of the handle. */
function shared(kind, handle) {
  const fd = descriptor(handle);
  if (fd < 0) return undefined;
  const copy = binding.duplicate(fd);
  return { kind, fd: copy, released: () => binding.closeDescriptor(copy) };
}

function outgoingSocket(target, socket, options) {
  const handle = socket._handle;
  const fd = descriptor(handle);
  if (fd < 0) return undefined;
  const { server } = socket;
  let key;
  if (server) {
    key = server._connectionKey;
    const lists = require('internal/ipc/socket_list');
    const [list, isNew] = lists.sending(target, key);
    if (isNew) server._setupWorker?.(list);
    if (!options.keepOpen) server._connections--;
  }
  if (options.keepOpen) {
    const copy = binding.duplicate(fd);
    return { kind: 'net.Socket', fd: copy, key, released: () => binding.closeDescriptor(copy) };
  }
  // The sender's side ends here; the descriptor is closed when the receiver has it.
  handle.readStop?.();
  handle.onread = () => {};
  socket._handle = null;
  socket.setTimeout(0);
  socket._detachParser?.();
  return { kind: 'net.Socket', fd, key, released: () => handle.close() };
}

/** Makes the object of a descriptor that arrived, and passes it to `emit`. */
function receive(target, kind, fd, key, dgramType, emit) {
  modules();
  switch (kind) {
    case 'net.Server': {
      const server = new net.Server();
      server.listen({ fd, exclusive: true }, () => emit(server));
      return;
    }
    case 'net.Socket': {
      const socket = new net.Socket({ fd, readable: true, writable: true });
      if (key) require('internal/ipc/socket_list').receiving(target, key).add({ socket });
      emit(socket);
      return;
    }
    case 'dgram.Socket': {
      const socket = new dgram.Socket(dgramType);
      socket.bind({ fd, exclusive: true }, () => emit(socket));
      return;
    }
    default:
      // A bare handle; net.Server.listen and net.Socket take it by its descriptor.
      emit(binding.makeHandle(fd));
  }
}

/** Messages about sockets that came from one server and live in several processes. */
function handleSocketMessage(target, message) {
  if (typeof message.cmd !== 'string' || !message.cmd.startsWith('NODE_SOCKET_')) return false;
  require('internal/ipc/socket_list').dispatch(target, message);
  return true;
}

/** Closes what nobody will get. */
function discard(handle) {
  if (handle === undefined) return;
  if (typeof handle.destroy === 'function') handle.destroy();
  else handle.close?.();
}

module.exports = { discard, handleSocketMessage, outgoing, receive };
