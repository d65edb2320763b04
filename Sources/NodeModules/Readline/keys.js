'use strict';
// internal/readline/keys: readline.emitKeypressEvents and the decoding of terminal input.
// https://nodejs.org/docs/latest-v20.x/api/readline.html#readlineemitkeypresseventsstream-interface

const { StringDecoder } = require('string_decoder');

const kDecoder = Symbol('kDecoder');

const finals = {
  A: 'up', B: 'down', C: 'right', D: 'left', E: 'clear', F: 'end', H: 'home', P: 'f1', Q: 'f2', R: 'f3', S: 'f4', Z: 'tab',
};
const numbers = {
  1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end', 11: 'f1', 12: 'f2', 13: 'f3',
  14: 'f4', 15: 'f5', 17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12',
};
// eslint-disable-next-line no-control-regex
const sequence = /^\x1b(?:\[(?:(\d+)(?:;(\d+))?)?([~A-Za-z])|O([A-Za-z])|([^[O]))/;

function keyOf(text) {
  const key = { sequence: text, name: undefined, ctrl: false, meta: false, shift: false };
  const code = text.charCodeAt(0);
  if (text === '\r') key.name = 'return';
  else if (text === '\n') key.name = 'enter';
  else if (text === '\t') key.name = 'tab';
  else if (text === '\b' || text === '\x7f') key.name = 'backspace';
  else if (text === '\x1b') key.name = 'escape';
  else if (text === ' ') key.name = 'space';
  else if (text.length === 1 && code <= 26) {
    key.name = String.fromCharCode(code + 96);
    key.ctrl = true;
  } else if (/^[0-9A-Za-z]$/.test(text)) {
    key.name = text.toLowerCase();
    key.shift = /^[A-Z]$/.test(text);
  }
  return key;
}

function escapeKey(match) {
  const [text, number, modifier, final, ss3, meta] = match;
  if (meta !== undefined) {
    const key = keyOf(meta);
    key.meta = true;
    key.sequence = text;
    return key;
  }
  const key = { sequence: text, name: undefined, ctrl: false, meta: false, shift: false, code: text.slice(1) };
  key.name = ss3 !== undefined ? finals[ss3] : final === '~' ? numbers[number] : finals[final];
  const bits = (Number(modifier ?? (final !== '~' && number) ?? 1) || 1) - 1;
  key.shift = (bits & 1) !== 0 || final === 'Z';
  key.meta = (bits & 2) !== 0;
  key.ctrl = (bits & 4) !== 0;
  return key;
}

function feed(stream, text) {
  while (text !== '') {
    if (text[0] === '\x1b' && text.length > 1) {
      const match = sequence.exec(text);
      if (match !== null) {
        stream.emit('keypress', undefined, escapeKey(match));
        text = text.slice(match[0].length);
        continue;
      }
    }
    const char = String.fromCodePoint(text.codePointAt(0));
    stream.emit('keypress', char === '\x1b' ? undefined : char, keyOf(char));
    text = text.slice(char.length);
  }
}

/** readline.emitKeypressEvents(stream[, interface]) */
function emitKeypressEvents(stream) {
  if (stream[kDecoder]) return;
  stream[kDecoder] = new StringDecoder('utf8');
  function onData(chunk) {
    if (stream.listenerCount('keypress') > 0) {
      const text = stream[kDecoder].write(chunk);
      if (text !== '') feed(stream, text);
    } else {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
    }
  }
  function onNewListener(event) {
    if (event === 'keypress') {
      stream.on('data', onData);
      stream.removeListener('newListener', onNewListener);
    }
  }
  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = { emitKeypressEvents };
