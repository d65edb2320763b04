'use strict';
// console.table with chosen columns: rows that are no objects leave them empty. Errors of a console's stream end nothing.
const assert = require('assert');
const { Writable } = require('stream');
const { StringDecoder } = require('string_decoder');
const { mustCall } = require('../../common');

let text = '';
const table = new console.Console({ write(part) { text += part; }, removeListener() {} }, process.stderr, false);
table.table({ a: 1, b: 2 }, ['a']);
assert.deepStrictEqual(text.split('\n'), [
  '┌─────────┬───┐', '│ (index) │ a │', '├─────────┼───┤', '│ a       │   │', '│ b       │   │', '└─────────┴───┘', '']);

const failing = new Writable({ write: mustCall((chunk, encoding, done) => process.nextTick(done, new Error('broken'))) });
new console.Console(failing).log('x');
failing.on('close', mustCall());

const decoder = new StringDecoder('utf16le');
assert.strictEqual(decoder.write(Buffer.from('3DD84D', 'hex')), '\ud83d');
assert.strictEqual(decoder.write(Buffer.from('DC', 'hex')), '\udc4d');
