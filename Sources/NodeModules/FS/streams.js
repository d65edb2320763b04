'use strict';
// internal/fs/streams: fs.ReadStream and fs.WriteStream. https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fsreadstream

const fs = require('fs');
const { Readable, Writable, finished } = require('stream');
const { getOptions, getValidatedFd, getValidatedPath } = require('internal/fs/utils');
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');

/** Takes over path, descriptor and the functions to use from the options. */
function prepare(stream, path, options, names) {
  if (options.fd === undefined || options.fd === null) {
    stream.fd = null;
    stream.path = getValidatedPath(path);
  } else if (typeof options.fd === 'object') {
    // A FileHandle. Its own methods do the work, so that those a program has replaced are used.
    if (options.fs) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream.handle = options.fd;
    stream.fd = options.fd.fd;
    options.fd.on('close', () => stream.close());
  } else {
    stream.fd = getValidatedFd(options.fd);
  }
  const custom = stream.handle ? handleCalls(stream.handle) : options.fs ?? fs;
  stream.fs = custom;
  for (const name of names) {
    if (options.fs) validateFunction(custom[name], `options.fs.${name}`);
  }
  stream.flags = options.flags;
  stream.mode = options.mode ?? 0o666;
  stream.start = options.start;
  stream.pos = undefined;
  if (stream.start !== undefined) {
    validateInteger(stream.start, 'start', 0);
    stream.pos = stream.start;
  }
}

/** The calls that streams make, on a FileHandle. */
function handleCalls(handle) {
  const call = (promise, callback, name) => promise.then((result) => callback(null, result[name]), (error) => callback(error, 0));
  return {
    read: (fd, buffer, offset, length, position, callback) => {
      call(handle.read(buffer, offset, length, position), callback, 'bytesRead');
    },
    write: (fd, buffer, offset, length, position, callback) => {
      call(handle.write(buffer, offset, length, position), callback, 'bytesWritten');
    },
    writev: (fd, buffers, position, callback) => call(handle.writev(buffers, position), callback, 'bytesWritten'),
  };
}

/** All properties of the options, also those they inherit. */
function copyOptions(options) {
  const copy = {};
  for (const name in getOptions(options, {})) copy[name] = options[name];
  if (typeof options === 'string') copy.encoding = options;
  return copy;
}

/** Subclasses of old replaced `open`: its 'open' and 'error' events end the construction. */
function constructByOpen(stream, callback) {
  const { emit } = stream;
  stream.emit = function(event, ...args) {
    if (event !== 'open' && event !== 'error') return emit.call(this, event, ...args);
    this.emit = emit;
    callback(event === 'error' ? args[0] : null);
    return event === 'open' ? emit.call(this, event, ...args) : true;
  };
  stream.open();
}

function construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  if (stream.open !== openOfOld) {
    constructByOpen(stream, callback);
    return;
  }
  stream.fs.open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (error) {
      callback(error);
    } else {
      stream.fd = fd;
      callback();
      stream.emit('open', stream.fd);
      stream.emit('ready');
    }
  });
}

/** The `open` that subclasses replace. Nobody calls it any more. */
function openOfOld() {}

function closeDescriptor(stream, error, callback) {
  if (stream.handle) {
    const { handle } = stream;
    stream.handle = undefined;
    stream.fd = null;
    handle.close().then(() => callback(error), (failed) => callback(error || failed));
    return;
  }
  const { fd } = stream;
  if (typeof fd !== 'number') {
    callback(error);
  } else if (stream.flush) {
    stream.fs.fsync(fd, (failed) => stream.fs.close(fd, (failedToo) => callback(error || failed || failedToo)));
  } else {
    stream.fs.close(fd, (failed) => callback(error || failed));
  }
  stream.fd = null;
}

function destroy(error, callback) {
  // A descriptor must not be closed (and perhaps given to another file) while a call uses it.
  if (this._busy) this.once('_idle', (failed) => closeDescriptor(this, error || failed, callback));
  else closeDescriptor(this, error, callback);
}

function release(stream, error) {
  stream._busy = false;
  if (stream.destroyed) {
    stream.emit('_idle', error);
    return true;
  }
  return false;
}

function close(callback) {
  finished(this, callback ?? (() => {}));
  this.destroy();
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyOptions(options);
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = false;
  options.flags = options.flags === undefined ? 'r' : options.flags;
  prepare(this, path, options, ['open', 'read', 'close']);
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  this.end = options.end ?? Infinity;
  if (options.end !== undefined && this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new codes.ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  this.bytesRead = 0;
  this._busy = false;
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

Object.defineProperty(ReadStream.prototype, 'autoClose', {
  __proto__: null,
  get() { return this._readableState.autoDestroy; },
  set(value) { this._readableState.autoDestroy = value; },
});
ReadStream.prototype.open = openOfOld;
ReadStream.prototype._construct = construct;
ReadStream.prototype._read = function(size) {
  const count = this.pos !== undefined ? Math.min(this.end - this.pos + 1, size) : Math.min(this.end - this.bytesRead + 1, size);
  if (count <= 0) {
    this.push(null);
    return;
  }
  const buffer = Buffer.allocUnsafeSlow(count);
  this._busy = true;
  this.fs.read(this.fd, buffer, 0, count, this.pos ?? null, (error, bytesRead) => {
    if (release(this, error)) return;
    if (error) {
      require('internal/streams/destroy').errorOrDestroy(this, error);
      return;
    }
    if (bytesRead === 0) {
      this.push(null);
      return;
    }
    if (this.pos !== undefined) this.pos += bytesRead;
    this.bytesRead += bytesRead;
    if (bytesRead === buffer.length) {
      this.push(buffer);
      return;
    }
    // Do not hold much more memory than there is data.
    const copy = Buffer.allocUnsafeSlow(bytesRead);
    buffer.copy(copy, 0, 0, bytesRead);
    this.push(copy);
  });
};
ReadStream.prototype._destroy = destroy;
ReadStream.prototype.close = close;
Object.defineProperty(ReadStream.prototype, 'pending', { __proto__: null, configurable: true, get() { return this.fd === null; } });

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyOptions(options);
  options.decodeStrings = true;
  options.flags = options.flags === undefined ? 'w' : options.flags;
  prepare(this, path, options, ['open', 'close']);
  if (options.flush !== undefined && options.flush !== null) {
    validateBoolean(options.flush, 'options.flush');
    this.flush = options.flush;
  }
  const { write, writev } = options.fs ?? fs;
  if (!writev || write) validateFunction(write, 'options.fs.write');
  if (writev) validateFunction(writev, 'options.fs.writev');
  if (!write) this._write = null;
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (options.fs && !options.fs.writev) this._writev = null;
  this.bytesWritten = 0;
  this._busy = false;
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

Object.defineProperty(WriteStream.prototype, 'autoClose', {
  __proto__: null,
  get() { return this._writableState.autoDestroy; },
  set(value) { this._writableState.autoDestroy = value; },
});
WriteStream.prototype.open = openOfOld;
WriteStream.prototype._construct = construct;

function writeAll(stream, data, position, callback) {
  stream.fs.write(stream.fd, data, 0, data.length, position, (error, written) => {
    if (error) {
      callback(error);
      return;
    }
    stream.bytesWritten += written;
    if (written < data.length) writeAll(stream, data.subarray(written), position === undefined || position === null ? position : position + written, callback);
    else callback(null);
  });
}
WriteStream.prototype._write = function(data, encoding, callback) {
  this._busy = true;
  const position = this.pos;
  if (this.pos !== undefined) this.pos += data.length;
  writeAll(this, data, position ?? null, (error) => {
    if (release(this, error)) {
      callback(error);
      return;
    }
    callback(error);
  });
};
function writevAll(stream, buffers, position, callback) {
  stream.fs.writev(stream.fd, buffers, position, (error, written) => {
    if (error) {
      callback(error);
      return;
    }
    stream.bytesWritten += written;
    let rest = written;
    while (buffers.length > 0 && rest >= buffers[0].length) rest -= buffers.shift().length;
    if (buffers.length === 0) {
      callback(null);
      return;
    }
    buffers[0] = buffers[0].subarray(rest);
    writevAll(stream, buffers, position === null ? null : position + written, callback);
  });
}
WriteStream.prototype._writev = function(chunks, callback) {
  this._busy = true;
  const buffers = chunks.map((entry) => entry.chunk);
  const position = this.pos;
  if (this.pos !== undefined) for (const buffer of buffers) this.pos += buffer.length;
  writevAll(this, buffers, position ?? null, (error) => {
    release(this, error);
    callback(error);
  });
};
WriteStream.prototype._destroy = destroy;
WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Without autoClose the stream is destroyed once all is written.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};
WriteStream.prototype.destroySoon = WriteStream.prototype.end;
Object.defineProperty(WriteStream.prototype, 'pending', { __proto__: null, configurable: true, get() { return this.fd === null; } });

module.exports = { ReadStream, WriteStream };
