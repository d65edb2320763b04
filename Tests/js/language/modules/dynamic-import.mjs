// import(): a promise of the namespace, the same one each time; errors reject, and an evaluation error is kept.
import assert from 'assert';
import data from './fixtures/data.json' with { type: 'json' };
import * as jsonSpace from './fixtures/data.json' with { type: 'json' };

const first = await import('./fixtures/counter.mjs');
assert.strictEqual(await import('./fixtures/' + 'counter.mjs'), first);
assert.strictEqual((await import('./fixtures/waits.mjs')).state, 'after');
const errors = [];
for (let i = 0; i < 2; i++) await import('./fixtures/throws.mjs').catch((e) => errors.push(e));
assert.ok(errors[0] instanceof RangeError && errors[0] === errors[1]);
await assert.rejects(import({ toString() { throw new SyntaxError('no specifier'); } }), /no specifier/);
await assert.rejects(import('./fixtures/nothing.mjs'));
assert.deepStrictEqual([data.name, data.list, Object.keys(data)], ['json', [1, 2], ['name', 'list', '__proto__']]);
assert.deepStrictEqual(Object.keys(jsonSpace), ['default']);
assert.strictEqual((await import('./fixtures/data.json', { with: { type: 'json' } })).default, data);
await assert.rejects(import('./fixtures/data.json', 5), TypeError);
const order = [];
await Promise.all([import('./fixtures/waits.mjs').then(() => order.push('module')), Promise.resolve().then(() => order.push('job'))]);
assert.deepStrictEqual(order, ['job', 'module']);
