'use strict';
// internal/ipc/process_channel: the channel to the parent, when there is one. Loaded at the start of such a process.

const { setupChannel } = require('internal/ipc/channel');

const counted = new Set(['message', 'disconnect']);

/** Gives `process` its send, disconnect, connected and channel. */
function connectToParent(native) {
  const control = setupChannel(process, native, () => {});
  // Messages hold the process only while somebody listens.
  native.unref();
  process.on('newListener', (name) => { if (counted.has(name)) control.refCounted(); });
  process.on('removeListener', (name) => { if (counted.has(name)) control.unrefCounted(); });
}

module.exports = { connectToParent };
