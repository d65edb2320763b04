'use strict';
// The tty module. https://nodejs.org/docs/latest-v20.x/api/tty.html

const { isTTY, windowSize } = internalBinding('stdio');
const { codes } = require('internal/errors');

function isatty(fd) {
  return isTTY(fd);
}

/** How many bits of color the terminal has. https://nodejs.org/docs/latest-v20.x/api/tty.html#writestreamgetcolordepthenv */
function getColorDepth(env = process.env) {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) {
    if (forced === '' || forced === '1' || forced === 'true') return 4;
    if (forced === '2') return 8;
    if (forced === '3') return 24;
    return 1;
  }
  if ((env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') || (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb') return 1;
  if (env.TMUX) return 24;
  if (env.CI) return env.GITHUB_ACTIONS || env.GITEA_ACTIONS || env.CIRCLECI ? 24 : env.TRAVIS || env.GITLAB_CI || env.APPVEYOR || env.BUILDKITE || env.DRONE ? 8 : 1;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 24;
  const term = (env.TERM ?? '').toLowerCase();
  if (env.TERM_PROGRAM === 'iTerm.app') return 24;
  if (/^xterm-256|-256(color)?$/.test(term)) return 8;
  if (term === 'xterm-kitty' || term === 'mosh') return 24;
  if (/^(xterm|screen|tmux|vt100|rxvt|linux|ansi|cygwin|konsole|eterm|putty)|color|truecolor/.test(term)) return 4;
  return env.COLORTERM ? 4 : 1;
}

function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) [count, env] = [16, count];
  return count <= 2 ** this.getColorDepth(env);
}

/** class tty.ReadStream: a terminal to read from. */
function ReadStream(fd, options) {
  if (!new.target) return new ReadStream(fd, options);
  if (fd >> 0 !== fd || fd < 0) throw new codes.ERR_INVALID_FD(fd);
  const { Readable } = require('stream');
  const { TTY } = internalBinding('tty_wrap');
  const stream = Reflect.construct(Readable, [{ highWaterMark: 0, ...options, read() {
    if (!this._reading) {
      this._reading = true;
      this._handle.readStart();
    }
  } }], new.target);
  stream.fd = fd;
  stream._handle = new TTY(fd, true);
  stream._handle.onread = (bytes) => {
    if (bytes === null) {
      stream.push(null);
      return;
    }
    if (!stream.push(bytes)) {
      stream._reading = false;
      stream._handle.readStop();
    }
  };
  stream.isRaw = false;
  stream.isTTY = true;
  stream.on('pause', () => {
    stream._reading = false;
    stream._handle.readStop();
  });
  stream.on('end', () => stream._handle.close());
  stream._destroy = (error, callback) => {
    stream._handle.close();
    callback(error);
  };
  return stream;
}
Object.defineProperty(ReadStream, 'prototype', {
  __proto__: null,
  value: Object.create(require('stream').Readable.prototype, { constructor: { value: ReadStream, writable: true, configurable: true } }),
});
ReadStream.prototype.setRawMode = function(flag) {
  flag = !!flag;
  this._handle.setRawMode(flag);
  this.isRaw = flag;
  return this;
};
ReadStream.prototype.ref = function() {
  this._handle.ref();
  return this;
};
ReadStream.prototype.unref = function() {
  this._handle.unref();
  return this;
};

/** class tty.WriteStream: a terminal to write to. */
function WriteStream(fd) {
  if (!new.target) return new WriteStream(fd);
  if (fd >> 0 !== fd || fd < 0) throw new codes.ERR_INVALID_FD(fd);
  return require('internal/process/stdio').makeStandardStream(fd, 'tty');
}
WriteStream.prototype.isTTY = true;
WriteStream.prototype.getColorDepth = getColorDepth;
WriteStream.prototype.hasColors = hasColors;
WriteStream.prototype.getWindowSize = function() {
  return windowSize(this.fd) ?? [this.columns, this.rows];
};
for (const name of ['cursorTo', 'moveCursor', 'clearLine', 'clearScreenDown']) {
  WriteStream.prototype[name] = function(...args) {
    return require('readline')[name](this, ...args);
  };
}

module.exports = { isatty, ReadStream, WriteStream };
