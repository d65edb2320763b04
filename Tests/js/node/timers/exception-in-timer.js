'use strict';
// A throwing timer goes to uncaughtException, and the others still fire.
const assert = require('assert');
const { mustCall } = require('../../common');

const log = [];
process.on('uncaughtException', mustCall((e, origin) => { log.push(e.message + ' ' + origin); }));
setTimeout(() => { throw new Error('t1'); }, 1);
setTimeout(() => log.push('t2'), 1);
setTimeout(mustCall(() => assert.deepStrictEqual(log, ['t1 uncaughtException', 't2'])), 20);
