'use strict';
// Operands left to right; targets before values; keys before objects are checked.
const assert = require('assert');

const log = [];
const t = (x, v = x) => { log.push(x); return v; };
const o = {};
t('obj', o)[t('key')] = t('value');
t('f', (...a) => a)(t('a'), ...t('spread', [1]), t('b'));
void (t('l') + t('r') * t('s'));
const q = { [t('k1')]: t('v1'), [t('k2')]: t('v2') };
assert.deepStrictEqual(log.join(), 'obj,key,value,f,a,spread,b,l,r,s,k1,v1,k2,v2');
let x = 1;
x += (x = 5, 10);
assert.strictEqual(x, 11);
const arr = [0, 0];
let i = 0;
arr[i++] = i++;
assert.deepStrictEqual([arr, i], [[1, 0], 2]);
assert.strictEqual(i++ + ++i, 6);
