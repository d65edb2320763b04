'use strict';
// events.once, events.on, newListener and removeListener events, errorMonitor.
const assert = require('assert');
const { mustCall } = require('../../common');

const EventEmitter = require('events');
const { once, on } = EventEmitter;
(async () => {
  const e = new EventEmitter();
  setImmediate(() => e.emit('ready', 1, 2));
  assert.deepStrictEqual(await once(e, 'ready'), [1, 2]);
  setImmediate(() => e.emit('error', new Error('bad')));
  await assert.rejects(once(e, 'never'), /bad/);
  const log = [];
  e.on('newListener', (name) => log.push('+' + String(name)));
  e.on('removeListener', (name) => log.push('-' + String(name)));
  const f = () => {};
  e.on('a', f);
  e.off('a', f);
  assert.deepStrictEqual(log, ['+removeListener', '+a', '-a']);
  e.on(EventEmitter.errorMonitor, mustCall());
  e.on('error', mustCall());
  e.emit('error', new Error('seen'));
  setImmediate(() => { e.emit('tick', 1); e.emit('tick', 2); });
  const seen = [];
  for await (const [n] of on(e, 'tick')) { seen.push(n); if (n === 2) break; }
  assert.deepStrictEqual(seen, [1, 2]);
  const controller = new AbortController();
  setImmediate(() => controller.abort());
  await assert.rejects(once(e, 'never', { signal: controller.signal }), { name: 'AbortError' });
})().then(mustCall());
