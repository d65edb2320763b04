'use strict';
// console: streams, formats, groups, tables, counts and assertions.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const { stdout, stderr } = await runSource(`
    console.log('a %s', 'b', { c: [1] });
    console.error('err');
    console.warn('warn');
    console.info();
    console.group('G');
    console.log('in\\nside');
    console.group();
    console.debug('deep');
    console.groupEnd(); console.groupEnd();
    console.count(); console.count('x'); console.count(); console.countReset(); console.count();
    console.assert(true, 'no'); console.assert(false, 'yes %d', 5);
    console.dir({ a: { b: { c: {} } } }, { depth: 0 });
    console.table([{ a: 1, b: 'x' }, { a: 2 }]);
    console.log([undefined, null], 'x', -0, [ -0 ]);`);
  assert.strictEqual(stdout, [
    'a b { c: [ 1 ] }', '', 'G', '  in', '  side', '    deep', 'default: 1', 'x: 1', 'default: 2', 'default: 1', '{ a: [Object] }',
    '┌─────────┬───┬─────┐', '│ (index) │ a │ b   │', '├─────────┼───┼─────┤', "│ 0       │ 1 │ 'x' │", '│ 1       │ 2 │     │', '└─────────┴───┴─────┘', '[ undefined, null ] x -0 [ -0 ]', ''].join('\n'));
  assert.strictEqual(stderr, 'err\nwarn\nAssertion failed: yes 5\n');
})().then(mustCall());
