// Modules that import each other: functions are there from the start, variables when they were reached.
import assert from 'assert';
import { a, seenByB } from './fixtures/cycle-a.mjs';
import { early } from './fixtures/cycle-b.mjs';

assert.deepStrictEqual(early, ['ReferenceError', 'ReferenceError']);
assert.strictEqual(a, 'a after hoisted');
assert.strictEqual(seenByB(), a);
