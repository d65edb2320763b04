'use strict';
// Timers fire by time, equal ones in the order of their making; those of a callback wait for the next round.
const assert = require('assert');
const { mustCall } = require('../../common');

const log = [];
setTimeout(() => log.push('c30'), 30);
setTimeout(() => log.push('a5'), 5);
setTimeout(() => log.push('b5'), 5);
setTimeout(() => { log.push('zero'); setTimeout(() => log.push('nested zero'), 0); setImmediate(() => log.push('immediate')); }, 0);
setTimeout(mustCall(() => assert.deepStrictEqual(log.filter((x) => x.length === 2 || x.length === 3), ['a5', 'b5', 'c30'])), 60);
setTimeout(mustCall(() => assert.ok(log.indexOf('immediate') < log.indexOf('nested zero') || log.includes('nested zero'))), 60);
