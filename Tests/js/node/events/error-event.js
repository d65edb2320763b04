'use strict';
// 'error' without a listener throws what was emitted.
const assert = require('assert');

const EventEmitter = require('events');
const e = new EventEmitter();
const error = new Error('boom');
assert.throws(() => e.emit('error', error), (x) => x === error);
assert.throws(() => e.emit('error', 'text'), { code: 'ERR_UNHANDLED_ERROR', message: "Unhandled error. ('text')" });
assert.throws(() => e.emit('error'), { code: 'ERR_UNHANDLED_ERROR' });
let got;
e.on('error', (x) => { got = x; });
e.emit('error', error);
assert.strictEqual(got, error);
