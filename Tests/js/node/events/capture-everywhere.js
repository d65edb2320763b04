'use strict';
// events.captureRejections also works for emitters whose class never called the constructor.
const assert = require('assert');
const EventEmitter = require('events');
const { mustCall } = require('../../common');

EventEmitter.captureRejections = true;
function Quiet() {}
Object.setPrototypeOf(Quiet.prototype, EventEmitter.prototype);
const quiet = new Quiet();
quiet.on('x', mustCall(async () => { throw new Error('kaboom'); }));
quiet.on('error', mustCall((error) => assert.strictEqual(error.message, 'kaboom')));
quiet.emit('x');
const { writable, configurable, enumerable } = Object.getOwnPropertyDescriptor(Event, 'AT_TARGET');
assert.deepStrictEqual([writable, configurable, enumerable], [false, false, true]);
