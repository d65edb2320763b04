'use strict';
// A function may have more strings and numbers than a 16-bit operand can name.
const assert = require('assert');

const count = process.env.SWJS_GC_STRESS ? 500 : 100000;
const strings = Array.from({ length: count }, (_, i) => `"s${i}"`).join();
const numbers = Array.from({ length: count }, (_, i) => `${i}.5`).join();
const made = new Function(`const list = [${strings}], more = [${numbers}]; const result = { list, more, last: list.at(-1) }; return result;`)();
assert.deepStrictEqual([made.list.length, made.list[count - 2], made.more[count - 1], made.last], [count, `s${count - 2}`, count - 0.5, `s${count - 1}`]);
assert.strictEqual(new Set(made.list).size, count);
