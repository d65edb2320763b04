'use strict';
// internal/ipc/channel: `send`, `disconnect` and what comes in, for both ends of an IPC channel: a ChildProcess in its
// parent, `process` in a child. https://nodejs.org/docs/latest-v20.x/api/process.html#processsendmessage-sendhandle-options-callback
//
// The native channel (internalBinding('ipc')) serializes and frames messages, keeps them in order behind a handle under way,
// sends handles again and answers for those that come in. This file is what programs see of it.

const EventEmitter = require('events');
const { parse } = JSON;
// Loaded when something is wrong: a worker that starts has no use for it.
const errors = () => require('internal/errors');

const kPending = Symbol('kPendingMessages');
const kNative = Symbol('kChannelHandle');
const kSockets = Symbol('kSockets');

/** From so many unwritten bytes on `send` tells the program to stop. */
const highWaterMark = 65536 * 2;

/** `process.channel`, `subprocess.channel`: counts who wants the loop to wait for messages. */
class Control extends EventEmitter {
  #native;
  #references = 0;
  #isExplicit = false;

  constructor(native) {
    super();
    this.#native = native;
    this[kPending] = [];
  }

  /** Something that needs the channel, such as a 'message' listener. */
  refCounted() {
    if (++this.#references === 1 && !this.#isExplicit) this.#native.ref();
  }

  unrefCounted() {
    if (--this.#references === 0 && !this.#isExplicit) {
      this.#native.unref();
      this.emit('unref');
    }
  }

  /** channel.ref(): from here on references are not counted. */
  ref() {
    this.#isExplicit = true;
    this.#native.ref();
  }

  /** channel.unref() */
  unref() {
    this.#isExplicit = true;
    this.#native.unref();
  }

  get fd() { return this.#native.fd; }
  get writeQueueSize() { return this.#native.writeQueueSize; }
}

/** Messages whose `cmd` begins with NODE_ go to 'internalMessage'. */
function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > 5 && message.cmd.startsWith('NODE_');
}

function normalizeArguments(handle, options, callback) {
  if (typeof handle === 'function') return [undefined, undefined, handle];
  if (typeof options === 'function') return [handle, undefined, options];
  if (options !== undefined) require('internal/validators').validateObject(options, 'options');
  return [handle, options, callback];
}

function checkMessage(message) {
  if (message === undefined) throw new (errors().codes.ERR_MISSING_ARGS)('message');
  const type = typeof message;
  if (type !== 'string' && type !== 'object' && type !== 'number' && type !== 'boolean') {
    throw new (errors().codes.ERR_INVALID_ARG_TYPE)('message', ['string', 'object', 'number', 'boolean'], message);
  }
}

/**
 * Gives `target` the members of an open channel.
 * @param {EventEmitter} target a ChildProcess or `process`
 * @param native the native channel
 * @param {() => void} onPeerClosed called when the other side has closed
 * @returns {Control}
 */
function setupChannel(target, native, onPeerClosed) {
  const control = new Control(native);
  const handles = () => require('internal/ipc/handles');

  target.channel = control;
  target.connected = true;
  target._handleQueue = null;
  target._pendingMessage = null;
  target[kNative] = native;
  target[kSockets] = { got: {}, send: {} };

  // A handle under way holds up what is sent after it.
  let handlesUnderWay = 0;
  let queued = 0;

  function deliver(event, message, handle) {
    if (target.channel !== control) return handles().discard(handle);
    if (event === 'internalMessage' || target.listenerCount('message') > 0) {
      target.emit(event, message, handle);
    } else {
      // Kept until somebody listens.
      control[kPending].push(message, handle);
    }
  }

  target.on('newListener', () => {
    if (control[kPending].length === 0) return;
    process.nextTick(() => {
      if (target.channel !== control || target.listenerCount('message') === 0) return;
      const pending = control[kPending];
      control[kPending] = [];
      for (let i = 0; i < pending.length; i += 2) target.emit('message', pending[i], pending[i + 1]);
    });
  });

  native.onmessage = (message, fd, kind, key, dgramType) => {
    const event = isInternal(message) ? 'internalMessage' : 'message';
    if (event === 'internalMessage' && handles().handleSocketMessage(target, message)) return;
    if (fd === undefined || fd < 0) return process.nextTick(deliver, event, message, undefined);
    handles().receive(target, kind, fd, key, dgramType, (handle) => process.nextTick(deliver, event, message, handle));
  };
  native.oninternal = (text) => {
    const message = parse(text);
    if (handles().handleSocketMessage(target, message)) return;
    process.nextTick(deliver, 'internalMessage', message, undefined);
  };
  native.onclose = () => {
    if (target.channel !== control) return;
    target.disconnect();
    onPeerClosed();
  };

  target.send = function send(message, handle, options, callback) {
    if (handle !== undefined || options !== undefined) {
      [handle, options, callback] = normalizeArguments(handle, options, callback);
      if (options !== undefined) options = { swallowErrors: false, ...options };
    }
    if (this.connected) return this._send(message, handle, options, callback);
    const error = new (errors().codes.ERR_IPC_CHANNEL_CLOSED)();
    if (typeof callback === 'function') process.nextTick(callback, error);
    else process.nextTick(() => this.emit('error', error));
    return false;
  };

  target._send = function _send(message, handle, options, callback) {
    if (message === null || typeof message !== 'object') checkMessage(message);
    if (typeof options === 'boolean') options = { swallowErrors: options };
    if (!handle && handlesUnderWay === 0) {
      // The usual case, without closures.
      const outcome = native.send(message);
      if (outcome === 0) {
        if (typeof callback === 'function') process.nextTick(callback, null);
        return true;
      }
      if (outcome === 1) {
        control.refCounted();
        native.whenWritten(() => {
          control.unrefCounted();
          if (typeof callback === 'function') process.nextTick(callback, null);
        });
        return native.writeQueueSize < highWaterMark;
      }
      reportFailure(outcome, options, callback);
      return native.writeQueueSize < highWaterMark;
    }
    // Before the handle is taken from its owner, as it may throw.
    const bytes = native.encode(message);
    const outgoing = handle ? handles().outgoing(target, message, handle, options ?? {}) : undefined;
    const isBehind = handlesUnderWay > 0;
    let waits = false;
    const report = (errno) => {
      if (errno === 0) {
        if (typeof callback === 'function') process.nextTick(callback, null);
        return;
      }
      reportFailure(errno, options, callback);
    };
    // NOTE: like Node's, it does not tell that the channel closed before everything was written.
    const done = () => {
      if (!waits) return;
      control.unrefCounted();
      if (isBehind) queued--;
      report(0);
    };
    const outcome = outgoing === undefined ? native.sendBytes(bytes, done) : sendHandle(bytes, done, outgoing);
    if (outcome !== 1) {
      report(outcome);
      return native.writeQueueSize < highWaterMark;
    }
    // It waits: the loop must not end before it is written.
    waits = true;
    control.refCounted();
    if (!isBehind) return native.writeQueueSize < highWaterMark;
    queued++;
    return queued === 1;
  };

  function reportFailure(errno, options, callback) {
    if (options?.swallowErrors) return;
    const error = errors().errnoException(errno, 'write');
    if (typeof callback === 'function') process.nextTick(callback, error);
    else process.nextTick(() => target.emit('error', error));
  }

  function sendHandle(bytes, done, { kind, fd, key, dgramType, released }) {
    handlesUnderWay++;
    return native.sendHandle(bytes, done, kind, fd, key, dgramType, (arrived) => {
      handlesUnderWay--;
      released?.(arrived);
    });
  }

  target.disconnect = function disconnect() {
    if (!this.connected) {
      this.emit('error', new (errors().codes.ERR_IPC_DISCONNECTED)());
      return;
    }
    this._disconnect();
  };

  target._disconnect = function _disconnect() {
    this.connected = false;
    this.channel = null;
    this[kNative] = null;
    native.disconnect();
    process.nextTick(() => target.emit('disconnect'));
  };

  return control;
}

module.exports = { Control, isInternal, kNative, kSockets, setupChannel };
