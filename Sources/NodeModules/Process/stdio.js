'use strict';
// internal/process/stdio: the stream objects of process.stdin, process.stdout and process.stderr, made at their first use.
// https://nodejs.org/docs/latest-v20.x/api/process.html#process-io

const { kind, isTTY, windowSize, writeString } = internalBinding('stdio');

function failed(code, fd) {
  const error = require('internal/errors').errnoException(code, 'write');
  error.fd = fd;
  return error;
}

/** A Writable that writes at once, as Node's do for files, pipes and terminals on POSIX systems. */
function makeOutput(fd, name) {
  const { Writable } = require('stream');
  const fs = require('fs');

  class OutputStream extends Writable {
    constructor() {
      super({ decodeStrings: false, autoDestroy: false, emitClose: false });
      this.fd = fd;
      this._type = kind(fd).toLowerCase();
      this._isStdio = true;
    }

    _write(chunk, encoding, callback) {
      if (typeof chunk === 'string' && (encoding === 'utf8' || encoding === 'utf-8' || encoding === undefined)) {
        const code = writeString(fd, chunk);
        callback(code < 0 ? failed(code, fd) : null);
        return;
      }
      try {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
        let offset = 0;
        while (offset < bytes.byteLength) {
          try {
            offset += fs.writeSync(fd, bytes, offset);
          } catch (error) {
            if (error.code !== 'EAGAIN') throw error;
          }
        }
      } catch (error) {
        callback(error);
        return;
      }
      callback(null);
    }

    _destroy(error, callback) {
      // The descriptor belongs to the process, not to the stream, which goes on after it was destroyed.
      callback(error);
      this._undestroy();
      if (!this._writableState.emitClose) process.nextTick(() => this.emit('close'));
    }

    destroySoon() {
      this.destroy();
    }
  }

  const stream = new OutputStream();
  // As those of Node's other kinds of standard streams.
  stream.readable = false;
  if (isTTY(fd)) makeTerminal(stream, fd);
  return stream;
}

/** What tty.WriteStream adds. */
function makeTerminal(stream, fd) {
  stream.isTTY = true;
  const size = windowSize(fd);
  stream.columns = size?.[0] ?? 80;
  stream.rows = size?.[1] ?? 24;
  const prototype = require('tty').WriteStream.prototype;
  for (const name of ['getColorDepth', 'hasColors', 'getWindowSize', 'cursorTo', 'moveCursor', 'clearLine', 'clearScreenDown']) {
    Object.defineProperty(stream, name, { __proto__: null, value: prototype[name], writable: true, enumerable: false, configurable: true });
  }
  stream._refreshSize = () => {
    const now = windowSize(fd);
    if (now === undefined || (now[0] === stream.columns && now[1] === stream.rows)) return;
    [stream.columns, stream.rows] = now;
    stream.emit('resize');
  };
  stream.on('newListener', function watch(event) {
    if (event !== 'resize') return;
    stream.removeListener('newListener', watch);
    process.on('SIGWINCH', stream._refreshSize);
  });
}

/** stdin: a Readable that reads the descriptor in the background; nothing is read before somebody wants data. */
function makeInput(fd) {
  // The channel to the parent may sit at standard input: its messages are nobody's data.
  if (process.channel?.fd === fd) {
    const { Readable } = require('stream');
    const silent = new Readable({ read() {} });
    silent.fd = fd;
    return silent;
  }
  const type = kind(fd);
  if (type === 'TTY') return new (require('tty').ReadStream)(fd);
  if (type === 'PIPE' || type === 'TCP') {
    const { Socket } = require('net');
    const socket = new Socket({ fd, readable: true, writable: false, manualStart: true });
    socket._type = type.toLowerCase();
    socket.fd = fd;
    return pauseWithoutReaders(socket);
  }
  const fs = require('fs');
  if (type === 'UNKNOWN') {
    const { Readable } = require('stream');
    const empty = new Readable({ read() {} });
    empty.push(null);
    empty.fd = fd;
    return empty;
  }
  const stream = new fs.ReadStream(null, { fd, autoClose: false });
  stream.fd = fd;
  return stream;
}

/** A paused stdin does not keep the process alive. */
function pauseWithoutReaders(stream) {
  stream.on('pause', () => {
    process.nextTick(() => {
      if (stream._handle?.reading && !stream._readableState.flowing) {
        stream._handle.reading = false;
        stream._handle.readStop?.();
      }
    });
  });
  return stream;
}

function makeStandardStream(fd, name) {
  return fd === 0 ? makeInput(fd) : makeOutput(fd, name);
}

module.exports = { makeStandardStream };
