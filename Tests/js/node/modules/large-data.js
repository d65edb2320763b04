'use strict';
// Files of data: more property names, and more literals, in one function than an instruction's operand can tell apart.
const assert = require('assert');
// The collector's work grows with the square of it.
const count = process.env.SWJS_GC_STRESS ? 700 : 70000;
const list = (each) => Array.from({ length: count }, (_, i) => each(i));

const table = new Function(`return { ${list((i) => `k${i}: ${i}`).join()}, f() {}, g: () => {}, get h() { return 1; }, __proto__: null, ['x' + 1]: 2 };`)();
assert.strictEqual(Object.keys(table).length, count + 4);
assert.deepStrictEqual([table.k0, table[`k${count - 1}`], table.f.name, table.g.name, table.h, table.x1], [0, count - 1, 'f', 'g', 1, 2]);
assert.strictEqual(Object.getPrototypeOf(table), null);

const rows = new Function(`return [${list((i) => `{ id: ${i}.5, name: ['n${i}'], n${i % 3}: null }`).join()}];`)();
assert.deepStrictEqual([rows.length, rows[count - 1]], [count, { id: count - 0.5, name: [`n${count - 1}`], [`n${(count - 1) % 3}`]: null }]);

const members = new Function('o', `
  ${list((i) => `o.p${i} = ${i};`).join('\n')}
  class C { late = 1; set(x) { this.other = x; return this; } get twice() { return this.late * 2; } static early = 5; }
  const { p5: five, last: { inner, ...rest } = { inner: 3, outer: 4 }, ...all } = o;
  o.never ??= 8;
  o.never++;
  o.lastOfAll = o.p${count - 1} + (delete o.p1) + ('p1' in o);
  return [five, inner, rest, Object.keys(all).length, o.never, o.lastOfAll, new C().set(2), C.early, o?.unknown?.x, o.toFixed?.(), [7].at(0),
    arguments.length, typeof notDefined];`);
const result = members({});
assert.deepStrictEqual(result.slice(0, 6), [5, 3, { outer: 4 }, count - 1, 9, count]);
assert.deepStrictEqual([{ ...result[6] }, result[6].twice, ...result.slice(7)], [{ late: 1, other: 2 }, 2, 5, undefined, undefined, 7, 1, 'undefined']);
