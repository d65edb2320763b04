'use strict';
// The net module. https://nodejs.org/docs/latest-v20.x/api/net.html

const { Socket, normalizeArgs } = require('internal/net/socket');
const { Server, createServerHandle } = require('internal/net/server');
const { parseAddress } = internalBinding('tcp_wrap');

let autoSelectFamily = true;
let attemptTimeout = 250;

/** net.createServer([options][, connectionListener]) */
function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

/** net.connect(...), net.createConnection(...) */
function connect(...args) {
  const normalized = normalizeArgs(args);
  const [options] = normalized;
  const socket = new Socket(options);
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

/** net.isIP(input) */
function isIP(input) { return parseAddress(typeof input === 'string' ? input : `${input}`); }
/** net.isIPv4(input) */
function isIPv4(input) { return isIP(input) === 4; }
/** net.isIPv6(input) */
function isIPv6(input) { return isIP(input) === 6; }

module.exports = {
  _createServerHandle: createServerHandle,
  _normalizeArgs: normalizeArgs,
  get BlockList() { return require('internal/net/block_list').BlockList; },
  get SocketAddress() { return require('internal/net/block_list').SocketAddress; },
  Server,
  Socket,
  Stream: Socket,
  connect,
  createConnection: connect,
  createServer,
  getDefaultAutoSelectFamily: () => autoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout: () => attemptTimeout,
  isIP,
  isIPv4,
  isIPv6,
  setDefaultAutoSelectFamily(value) {
    require('internal/validators').validateBoolean(value, 'value');
    autoSelectFamily = value;
  },
  setDefaultAutoSelectFamilyAttemptTimeout(value) {
    require('internal/validators').validateInt32(value, 'value', 1);
    attemptTimeout = value < 10 ? 10 : value;
  },
};
