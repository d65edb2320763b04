'use strict';
// Hooks run from the outside in before a test, from the inside out after it; a suite's function runs at once.
const assert = require('assert');
const { test, describe, it, before, after, beforeEach, afterEach } = require('node:test');

const log = [];
const add = (word) => log.push(word);
after(() => add('root-after'));
beforeEach(() => add('root-each'));
afterEach(() => add('root-end'));
test('first', () => add('first'));
add('script');
describe('suite', () => {
  add('suite');
  before(() => add('before'));
  after(() => add('after'));
  beforeEach(() => add('each'));
  afterEach(() => add('end'));
  it('inner', () => add('inner'));
  describe('nested', () => {
    beforeEach(() => add('nested-each'));
    it('deep', async () => {
      await null;
      add('deep');
    });
  });
});
// A suite whose function returns what registers its test does not wait for itself.
describe('returned', () => it('too', () => {}));
process.on('exit', (code) => {
  assert.strictEqual(code, 0);
  assert.deepStrictEqual(log, [
    'script', 'suite',
    'root-each', 'first', 'root-end',
    'before', 'root-each', 'each', 'inner', 'end', 'root-end',
    'root-each', 'each', 'nested-each', 'deep', 'end', 'root-end', 'after',
    'root-each', 'root-end',
    'root-after',
  ]);
});
