'use strict';
// readline/promises. https://nodejs.org/docs/latest-v20.x/api/readline.html#promises-api

const { Interface: Base } = require('internal/readline/interface');

class Interface extends Base {
  /** rl.question(query[, options]): a promise of the answer. */
  question(query, options, callback) {
    if (typeof callback === 'function') return super.question(query, options, callback);
    return this._questionPromise(query, options);
  }
}

/** Collects cursor movements and writes them together. https://nodejs.org/docs/latest-v20.x/api/readline.html#class-readlinepromisesreadline */
class Readline {
  #stream;
  #actions = [];
  #autoCommit;
  constructor(stream, options) {
    this.#stream = stream;
    this.#autoCommit = !!options?.autoCommit;
  }
  #add(action) {
    if (this.#autoCommit) process.nextTick(action);
    else this.#actions.push(action);
    return this;
  }
  clearLine(direction) { return this.#add(() => require('internal/readline/cursor').clearLine(this.#stream, direction)); }
  clearScreenDown() { return this.#add(() => require('internal/readline/cursor').clearScreenDown(this.#stream)); }
  cursorTo(x, y) { return this.#add(() => require('internal/readline/cursor').cursorTo(this.#stream, x, y)); }
  moveCursor(dx, dy) { return this.#add(() => require('internal/readline/cursor').moveCursor(this.#stream, dx, dy)); }
  async commit() { for (const action of this.#actions.splice(0)) action(); }
  rollback() {
    this.#actions.length = 0;
    return this;
  }
}

module.exports = {
  Interface,
  Readline,
  createInterface: (input, output, completer, terminal) => new Interface(input, output, completer, terminal),
};
