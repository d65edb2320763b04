'use strict';
// The worker_threads module, as far as a program without threads needs it. https://nodejs.org/docs/latest-v20.x/api/worker_threads.html

const { codes } = require('internal/errors');

function unsupported(name) {
  return { [name]() { throw new codes.ERR_NOT_SUPPORTED_IN_RUNTIME(`worker_threads.${name}`); } }[name];
}
function unsupportedClass(name) {
  return { [name]: class { constructor() { throw new codes.ERR_NOT_SUPPORTED_IN_RUNTIME(`worker_threads.${name}`); } } }[name];
}

module.exports = {
  isMainThread: true,
  threadId: 0,
  parentPort: null,
  workerData: null,
  resourceLimits: {},
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker: unsupportedClass('Worker'),
  MessageChannel: unsupportedClass('MessageChannel'),
  MessagePort: unsupportedClass('MessagePort'),
  BroadcastChannel: unsupportedClass('BroadcastChannel'),
  getEnvironmentData: unsupported('getEnvironmentData'),
  setEnvironmentData: unsupported('setEnvironmentData'),
  markAsUntransferable: unsupported('markAsUntransferable'),
  moveMessagePortToContext: unsupported('moveMessagePortToContext'),
  receiveMessageOnPort: unsupported('receiveMessageOnPort'),
};
