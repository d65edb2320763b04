'use strict';
// internal/readline/interface: readline.Interface. https://nodejs.org/docs/latest-v20.x/api/readline.html#class-interfaceconstructor

const EventEmitter = require('events');
const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateString } = require('internal/validators');

const lineEnd = /\r\n|\n|\r|\u2028|\u2029/g;

class Interface extends EventEmitter {
  #decoder;
  #rest = '';
  #sawReturn = 0;
  #question = null;
  #onData;
  #onEnd;
  #onKey;

  constructor(input, output, completer, terminal) {
    super();
    let options = input;
    if (!input?.input) options = { input, output, completer, terminal };
    if (options.input === undefined || options.input === null) throw new codes.ERR_INVALID_ARG_TYPE('input', 'Stream', options.input);
    this.input = options.input;
    this.output = options.output;
    this.terminal = options.terminal ?? !!options.output?.isTTY;
    this.line = '';
    this.cursor = 0;
    this.closed = false;
    this.paused = false;
    this.history = options.history ?? [];
    this.historyIndex = -1;
    this.historySize = options.historySize ?? 30;
    this.crlfDelay = Math.max(100, options.crlfDelay ?? 100);
    this.completer = options.completer;
    this._prompt = options.prompt === undefined ? '> ' : `${options.prompt}`;
    const { StringDecoder } = require('string_decoder');
    this.#decoder = new StringDecoder('utf8');
    if (options.signal) {
      validateAbortSignal(options.signal, 'options.signal');
      if (options.signal.aborted) process.nextTick(() => this.close());
      else require('internal/events/statics').addAbortListener(options.signal, () => this.close());
    }
    this.#onEnd = () => {
      if (this.#rest !== '') {
        const last = this.#rest;
        this.#rest = '';
        this.#onLine(last);
      }
      this.close();
    };
    if (this.terminal) {
      require('internal/readline/keys').emitKeypressEvents(this.input, this);
      this.#onKey = (text, key) => this.#keypress(text, key ?? {});
      this.input.on('keypress', this.#onKey);
      if (typeof this.input.setRawMode === 'function') this.input.setRawMode(true);
    } else {
      this.#onData = (chunk) => this.#data(chunk);
      this.input.on('data', this.#onData);
    }
    this.input.on('end', this.#onEnd);
    this.input.resume();
  }

  #data(chunk) {
    let text = this.#decoder.write(chunk);
    if (text === '') return;
    // A return and a line feed in two chunks are one line end when they come close together.
    if (this.#sawReturn !== 0 && text[0] === '\n' && Date.now() - this.#sawReturn <= this.crlfDelay) text = text.slice(1);
    this.#sawReturn = text.endsWith('\r') ? Date.now() : 0;
    const lines = (this.#rest + text).split(lineEnd);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (this.closed) return;
      this.#onLine(line);
    }
  }

  #onLine(line) {
    if (this.#question !== null) {
      const callback = this.#question;
      this.#question = null;
      this.setPrompt(this.oldPrompt);
      callback(line);
    } else {
      this.emit('line', line);
    }
  }

  #keypress(text, key) {
    if (key.ctrl && key.name === 'c') {
      if (this.listenerCount('SIGINT') > 0) this.emit('SIGINT');
      else this.close();
      return;
    }
    if (key.ctrl && key.name === 'd') {
      if (this.line === '') this.close();
      return;
    }
    switch (key.name) {
      case 'return':
      case 'enter': {
        const { line } = this;
        this.line = '';
        this.cursor = 0;
        this.historyIndex = -1;
        this.output?.write('\r\n');
        if (line.trim() !== '' && this.historySize > 0 && this.history[0] !== line) {
          this.history.unshift(line);
          if (this.history.length > this.historySize) this.history.pop();
          this.emit('history', this.history);
        }
        this.#onLine(line);
        return;
      }
      case 'backspace':
        if (this.cursor > 0) {
          this.line = this.line.slice(0, this.cursor - 1) + this.line.slice(this.cursor);
          this.cursor--;
        }
        break;
      case 'delete': this.line = this.line.slice(0, this.cursor) + this.line.slice(this.cursor + 1); break;
      case 'left': if (this.cursor > 0) this.cursor--; break;
      case 'right': if (this.cursor < this.line.length) this.cursor++; break;
      case 'home': this.cursor = 0; break;
      case 'end': this.cursor = this.line.length; break;
      case 'up': this.#recall(1); break;
      case 'down': this.#recall(-1); break;
      default:
        if (key.ctrl && key.name === 'a') this.cursor = 0;
        else if (key.ctrl && key.name === 'e') this.cursor = this.line.length;
        else if (key.ctrl && key.name === 'u') {
          this.line = this.line.slice(this.cursor);
          this.cursor = 0;
        } else if (key.ctrl && key.name === 'k') this.line = this.line.slice(0, this.cursor);
        else if (typeof text === 'string' && !key.ctrl && !key.meta) {
          this.line = this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor);
          this.cursor += text.length;
        } else return;
    }
    this.#refresh();
  }

  #recall(step) {
    const index = this.historyIndex + step;
    if (index < -1 || index >= this.history.length) return;
    this.historyIndex = index;
    this.line = index === -1 ? '' : this.history[index];
    this.cursor = this.line.length;
  }

  #refresh() {
    if (!this.output) return;
    const { clearScreenDown, cursorTo } = require('internal/readline/cursor');
    const { getStringWidth } = require('internal/util/inspect_text');
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    this.output.write(this._prompt + this.line);
    cursorTo(this.output, getStringWidth(this._prompt) + getStringWidth(this.line.slice(0, this.cursor)));
  }

  #checkOpen() {
    if (this.closed) throw new codes.ERR_USE_AFTER_CLOSE('readline');
  }

  setPrompt(prompt) { this._prompt = prompt; }
  getPrompt() { return this._prompt; }

  /** rl.prompt([preserveCursor]) */
  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (this.terminal) {
      if (!preserveCursor) this.cursor = 0;
      this.#refresh();
    } else {
      this.output?.write(this._prompt);
    }
  }

  /** rl.question(query[, options], callback) */
  question(query, options, callback) {
    callback = typeof options === 'function' ? options : callback;
    if (options?.signal && typeof options !== 'function') {
      validateAbortSignal(options.signal, 'options.signal');
      if (options.signal.aborted) return;
      options.signal.addEventListener('abort', () => {
        if (this.#question === callback) {
          this.#question = null;
          this.setPrompt(this.oldPrompt);
        }
      }, { once: true });
    }
    if (typeof callback !== 'function') return;
    this.#checkOpen();
    validateString(query, 'query');
    validateFunction(callback, 'cb');
    if (this.#question !== null) {
      this.prompt();
      return;
    }
    this.oldPrompt = this._prompt;
    this.setPrompt(query);
    this.#question = callback;
    this.prompt();
  }

  /** rl.write(data[, key]) */
  write(data, key) {
    this.#checkOpen();
    if (this.paused) this.resume();
    if (this.terminal) {
      if (key) this.#keypress(data, key);
      else for (const char of `${data}`) this.#keypress(char, char === '\n' || char === '\r' ? { name: 'return' } : {});
    } else {
      this.#data(Buffer.from(`${data}`));
    }
  }

  pause() {
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  /** rl.close() */
  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal && typeof this.input.setRawMode === 'function') this.input.setRawMode(false);
    this.closed = true;
    if (this.#onData) this.input.removeListener('data', this.#onData);
    if (this.#onKey) this.input.removeListener('keypress', this.#onKey);
    this.input.removeListener('end', this.#onEnd);
    this.emit('close');
  }

  getCursorPos() {
    const { getStringWidth } = require('internal/util/inspect_text');
    const columns = this.output?.columns ?? Infinity;
    const width = getStringWidth(this._prompt + this.line.slice(0, this.cursor));
    return columns === Infinity ? { cols: width, rows: 0 } : { cols: width % columns, rows: Math.floor(width / columns) };
  }

  /** rl[Symbol.asyncIterator]() */
  [Symbol.asyncIterator]() {
    const lines = require('internal/events/statics').on(this, 'line', { close: ['close'], highWaterMark: 1024 });
    const iterator = {
      next: async () => {
        const { value, done } = await lines.next();
        return { value: done ? undefined : value[0], done };
      },
      return: () => {
        this.close();
        return lines.return();
      },
      [Symbol.asyncIterator]() { return this; },
    };
    return iterator;
  }

  /** A promise of the answer, for readline/promises. */
  _questionPromise(query, options) {
    return new Promise((resolve, reject) => {
      const signal = options?.signal;
      if (signal?.aborted) {
        reject(new AbortError(undefined, { cause: signal.reason }));
        return;
      }
      let onAbort;
      if (signal) {
        onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }));
        signal.addEventListener('abort', onAbort, { once: true });
      }
      this.question(query, { signal }, (answer) => {
        if (onAbort) signal.removeEventListener('abort', onAbort);
        resolve(answer);
      });
    });
  }
}

module.exports = { Interface };
