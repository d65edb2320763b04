'use strict';
// internal/net/connect-several: connecting to a name that has several addresses, one attempt after the other (RFC 8305).

const { exceptionWithHostPort } = require('internal/errors');
const { afterConnect, bindLocal, initSocketHandle } = require('internal/net/socket');
const { TCP } = internalBinding('tcp_wrap');

function noop() {}

/** Addresses of both families in turn, beginning with the first one's family (RFC 8305 §4). */
function interleave(list) {
  const isFour = (entry) => entry.family === 4 || entry.family === 'IPv4';
  const first = list.filter((entry) => isFour(entry) === isFour(list[0]));
  const second = list.filter((entry) => isFour(entry) !== isFour(list[0]));
  const result = [];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    if (i < first.length) result.push(first[i]);
    if (i < second.length) result.push(second[i]);
  }
  return result;
}

/** Tries addresses one after the other, each for a while, until one connects. */
function connectFirst(socket, list, port, localPort, attemptTimeout) {
  list = interleave(list);
  socket.autoSelectFamilyAttemptedAddresses = [];
  const errors = [];
  let index = 0;
  const next = () => {
    if (!socket.connecting) return;
    if (index === list.length) {
      const error = errors.length === 1 ? errors[0] : new AggregateError(errors);
      if (errors.length > 1) {
        error.code = errors[0].code;
      }
      socket.destroy(error);
      return;
    }
    const { address, family } = list[index++];
    const handle = index === 1 ? socket._handle : new TCP(0);
    if (handle !== socket._handle) {
      socket._handle.onread = noop;
      socket._handle.close();
      socket._handle = handle;
      initSocketHandle(socket);
    }
    socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
    const failed = bindLocal(socket, handle, address, undefined, localPort);
    let timer = null;
    let over = failed !== null;
    const fail = (error) => {
      errors.push(error);
      socket.emit('connectionAttemptFailed', address, port, family, error);
      next();
    };
    if (failed) return fail(failed);
    socket.emit('connectionAttempt', address, port, family);
    const error = handle.connect(address, port, (status) => {
      clearTimeout(timer);
      if (over || !socket.connecting) return;
      over = true;
      if (status) return fail(exceptionWithHostPort(status, 'connect', address, port));
      afterConnect(socket, 0, { address, port });
    });
    if (error) {
      over = true;
      return fail(exceptionWithHostPort(error, 'connect', address, port));
    }
    if (index < list.length) {
      timer = setTimeout(() => {
        if (over) return;
        over = true;
        socket.emit('connectionAttemptTimeout', address, port, family);
        errors.push(exceptionWithHostPort(-110, 'connect', address, port));
        next();
      }, attemptTimeout);
    }
  };
  next();
}

module.exports = { connectFirst };
