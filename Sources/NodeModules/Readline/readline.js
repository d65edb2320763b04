'use strict';
// The readline module. https://nodejs.org/docs/latest-v20.x/api/readline.html

const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/cursor');
const { Interface: Base } = require('internal/readline/interface');
const { promisify } = require('internal/util');

/** new readline.Interface(options): callable without `new` as well. */
function Interface(input, output, completer, terminal) {
  return Reflect.construct(Base, [input, output, completer, terminal], new.target ?? Interface);
}
Interface.prototype = Object.create(Base.prototype, { constructor: { value: Interface, writable: true, configurable: true } });
Object.setPrototypeOf(Interface, Base);

Object.defineProperty(Base.prototype.question, promisify.custom, {
  __proto__: null, configurable: true,
  value(query, options) { return this._questionPromise(query, options); },
});

/** readline.createInterface(options) */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents: (stream, iface) => require('internal/readline/keys').emitKeypressEvents(stream, iface),
  moveCursor,
  get promises() { return require('readline/promises'); },
};
