'use strict';
// Sources are read left to right, defaults only when needed.
const assert = require('assert');

const log = [];
const source = {
  get a() { log.push('get a'); return undefined; },
  get b() { log.push('get b'); return 2; },
};
const key = (k) => { log.push('key ' + k); return k; };
const value = (v) => { log.push('default ' + v); return v; };
const { [key('a')]: a = value('A'), [key('b')]: b = value('B') } = source;
assert.deepStrictEqual(log, ['key a', 'get a', 'default A', 'key b', 'get b']);
assert.deepStrictEqual([a, b], ['A', 2]);
