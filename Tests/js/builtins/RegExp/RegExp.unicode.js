'use strict';
// Unicode: case folding, properties, surrogates, v flag.
const assert = require('assert');

assert.ok(/\p{Lu}/u.test('É') && !/\p{Lu}/u.test('é'));
assert.ok(/\p{Script=Greek}/u.test('λ') && /\P{L}/u.test('1'));
assert.ok(/^.$/u.test('\u{1F600}') && !/^.$/.test('\u{1F600}'));
assert.ok(/[\u{1F600}-\u{1F602}]/u.test('\u{1F601}'));
assert.ok(/ſ/i.test('ſ') && !/ſ/i.test('s') && /ſ/iu.test('s'));
assert.ok(/\u212A/iu.test('k') && !/\u212A/i.test('k'));
assert.ok(/É/i.test('é') && /σ/i.test('ς') && /\w/iu.test('ſ'));
assert.ok(/^\p{Emoji}$/u.test('\u{1F600}'));
assert.ok(/^[\p{L}--[a-z]]$/v.test('É') && !/^[\p{L}--[a-z]]$/v.test('a'));
assert.ok(/^[\w&&\d]$/v.test('5') && !/^[\w&&\d]$/v.test('a'));
assert.ok(/^\p{RGI_Emoji_Flag_Sequence}$/v.test('\u{1F1E9}\u{1F1EA}'));
assert.deepStrictEqual('\u{1F600}'.match(/./gu).length, 1);
assert.strictEqual('\uD83D\uDE00'.search(/\uDE00/u), -1);
assert.strictEqual('\uD83D\uDE00'.search(/\uDE00/), 1);
