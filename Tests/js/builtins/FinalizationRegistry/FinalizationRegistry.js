// Cleanup callbacks get the held values of what was collected, not of what was unregistered; WeakRefs keep targets for a turn.
const assert = require('assert');
const { spawnSync } = require('child_process');

assert.throws(() => new FinalizationRegistry(), TypeError);
const registry = new FinalizationRegistry(() => {});
assert.throws(() => registry.register(1, 2), TypeError);
const same = {};
assert.throws(() => registry.register(same, same), TypeError);
assert.throws(() => registry.unregister(1), TypeError);
assert.strictEqual(registry.register({}, 1, same), undefined);
assert.deepStrictEqual([registry.unregister(same), registry.unregister(same)], [true, false]);
const script = `
  const held = [];
  const registry = new FinalizationRegistry((value) => held.push(value));
  const token = {};
  (() => { for (let i = 0; i < 100; i++) registry.register({ i }, i); registry.register({}, 'unregistered', token); })();
  registry.unregister(token);
  const ref = (() => new WeakRef({}))();
  const alive = ref.deref() !== undefined;
  let turns = 0;
  (function turn() {
    (function fill(n) { if (n) fill(n - 1); return [n]; })(100);
    gc();
    if (held.length < 90 && turns++ < 50) return setTimeout(turn, 1);
    console.log(alive, held.length >= 90, held.includes('unregistered'), new Set(held).size === held.length);
  })();`;
const result = spawnSync(process.execPath, ['--expose-gc', '-e', script], { encoding: 'utf8' });
assert.strictEqual(result.stdout, 'true true false true\n', result.stderr);
