'use strict';
// Listeners run in order; once, prepend, removal while emitting.
const assert = require('assert');

const EventEmitter = require('events');
const e = new EventEmitter();
const log = [];
e.on('x', () => log.push('a'));
e.once('x', () => log.push('once'));
e.prependListener('x', () => log.push('first'));
assert.strictEqual(e.emit('x'), true);
assert.strictEqual(e.emit('x'), true);
assert.strictEqual(e.emit('none'), false);
assert.deepStrictEqual(log, ['first', 'a', 'once', 'first', 'a']);
const r = new EventEmitter();
const later = () => log.push('later');
r.on('y', () => r.removeListener('y', later));
r.on('y', later);
r.emit('y');
assert.strictEqual(log.pop(), 'later');
r.emit('y');
assert.strictEqual(log.pop(), 'a');
assert.deepStrictEqual([e.listenerCount('x'), e.eventNames()], [2, ['x']]);
e.on('args', function(...args) { assert.strictEqual(this, e); assert.deepStrictEqual(args, [1, 2, 3, 4]); });
e.emit('args', 1, 2, 3, 4);
assert.throws(() => e.on('x', 5), { code: 'ERR_INVALID_ARG_TYPE' });
