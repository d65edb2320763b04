'use strict';
// Random values survive; random damage to their bytes is an error or another value, never more than that.
const assert = require('assert');
const v8 = require('v8');
const { random, value, damage, describe } = require('./fixtures/values.js');

const seeds = process.env.SWJS_GC_STRESS ? 5 : 50;
let errors = 0;
for (let seed = 1; seed <= seeds; seed++) {
  const next = random(seed * 7919);
  const original = value(next);
  const bytes = v8.serialize(original);
  const copy = v8.deserialize(bytes);
  const text = describe(original);
  assert.ok(describe(copy) === text, `seed ${seed}`);
  assert.ok(describe(v8.deserialize(v8.serialize(copy))) === text, `seed ${seed}`);
  assert.ok(describe(structuredClone({ copy }).copy).length > 0);
  for (let cut = 0; cut < bytes.length; cut += 1 + (bytes.length >> 6)) assert.throws(() => v8.deserialize(bytes.subarray(0, cut)), Error, `seed ${seed}`);
  for (let i = 0; i < 60; i++) {
    const damaged = damage(next, bytes);
    let other;
    try {
      other = v8.deserialize(damaged);
    } catch (error) {
      assert.ok(error instanceof Error, `seed ${seed}`);
      errors++;
      continue;
    }
    // Whatever it is, it is whole.
    assert.ok(describe(v8.deserialize(v8.serialize(other))) === describe(other), `seed ${seed}`);
  }
}
assert.ok(errors > 20 * seeds);
