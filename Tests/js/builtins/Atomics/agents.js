'use strict';
// Agents on threads (swjs test262-host): Atomics on memory that they share, waiting and being notified, deep recursion, ending.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawnSync } = require('child_process');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'swjs-agents-'));

// Runs a script as the main agent; `agent` is the text of the scripts that it may start, `report()` waits for a report.
function run(main, agent = '', { code = 0 } = {}) {
  const file = path.join(folder, 'main.js');
  fs.writeFileSync(file, `
    const script = ${JSON.stringify(agent)};
    const { agent } = $262;
    function report() { for (;;) { const text = agent.getReport(); if (text !== null) return text; agent.sleep(1); } }
    ${main}`);
  const result = spawnSync(process.execPath, ['test262-host', file], { encoding: 'utf8', timeout: 60000 });
  assert.deepStrictEqual([result.status, result.signal], [code, null], result.stderr);
  return { lines: result.stdout.trimEnd().split('\n'), errors: result.stderr };
}

try {
  // Nothing is lost when several threads change a value.
  const count = 200;
  assert.deepStrictEqual(run(`
    const memory = new SharedArrayBuffer(64);
    for (let i = 0; i < 3; i++) agent.start(script);
    agent.broadcast(memory, 7n);
    print([report(), report(), report()]);
    print(new Int32Array(memory).slice(0, 4));
    print(new BigUint64Array(memory)[4]);
  `, `$262.agent.receiveBroadcast((memory, number) => {
    const cells = new Int32Array(memory), bytes = new Uint8Array(memory), bigs = new BigUint64Array(memory);
    for (let i = 0; i < ${count}; i++) {
      Atomics.add(cells, 0, 2);
      Atomics.sub(cells, 1, 1);
      for (let old; old = cells[2], Atomics.compareExchange(cells, 2, old, old + 3) !== old;);
      Atomics.add(bytes, 12, 1);
      Atomics.add(bigs, 4, 1n);
    }
    $262.agent.report(typeof number + number);
  })`).lines, ['bigint7,bigint7,bigint7', `${6 * count},${-3 * count},${9 * count},${3 * count % 256}`, `${3 * count}`]);

  // Atomics.wait and notify, from both sides; waiters are woken in the order in which they came.
  assert.deepStrictEqual(run(`
    const cells = new Int32Array(new SharedArrayBuffer(16));
    for (let i = 0; i < 3; i++) agent.start('const number = ' + i + ';' + script);
    agent.broadcast(cells.buffer);
    for (let i = 0; i < 3; i++) {
      Atomics.store(cells, 1, i);
      print(report());
    }
    for (let i = 0; i < 3; i++) {
      print(Atomics.notify(cells, 0, 1));
      print(report());
    }
    cells[2] = 1;
    let woken = 0;
    while (woken < 3) woken += Atomics.notify(cells, 2);
    print([report(), report(), report()]);
    print(Atomics.wait(cells, 3, 0));
  `, `$262.agent.receiveBroadcast(async (memory) => {
    const cells = new Int32Array(memory);
    while (Atomics.load(cells, 1) !== number) $262.agent.sleep(1);
    const wait = Atomics.waitAsync(cells, 0, 0);
    $262.agent.report('waiting ' + number);
    $262.agent.report(await wait.value + ' ' + number);
    let said;
    while ((said = Atomics.wait(cells, 2, 1)) === 'not-equal');
    $262.agent.report(said);
    if (number === 2) while (!Atomics.notify(cells, 3)) $262.agent.sleep(1);
  });`).lines, ['waiting 0', 'waiting 1', 'waiting 2', '1', 'ok 0', '1', 'ok 1', '1', 'ok 2', 'ok,ok,ok', 'ok']);

  // A promise of Atomics.waitAsync is kept by another agent, or by the clock, whatever comes first.
  assert.deepStrictEqual(run(`
    const cells = new BigInt64Array(new SharedArrayBuffer(16));
    agent.start(script);
    Atomics.waitAsync(cells, 0, 0n, 1e6).value.then(print).then(() => {
      setTimeout(() => print('later'), 1);
      Atomics.waitAsync(cells, 1, 0n, 5).value.then((text) => {
        print(text);
        agent.broadcast(cells.buffer);
        Atomics.waitAsync(cells, 0, 0n).value.then(print);
      });
    });
    agent.broadcast(cells.buffer);
  `, `const wake = (memory) => { while (!Atomics.notify(new BigInt64Array(memory), 0)) $262.agent.sleep(1); };
    $262.agent.receiveBroadcast(wake);
    $262.agent.receiveBroadcast(wake);
  `).lines.sort(), ['later', 'ok', 'ok', 'timed-out']);

  // A buffer that grows does so for all; the memory outlives the buffer of who made it.
  assert.deepStrictEqual(run(`
    let memory = new SharedArrayBuffer(8, { maxByteLength: 1 << 16 });
    const all = new Uint8Array(memory);
    agent.start(script);
    agent.broadcast(memory);
    while (all.length < 4096) agent.sleep(1);
    memory.grow(8192);
    print(report());
    try { memory.grow(4096); } catch (error) { print(error.message); }
  `, `$262.agent.receiveBroadcast((memory) => {
    const tail = new Uint16Array(memory, 8);
    memory.grow(4096);
    while (tail.length < 4092) $262.agent.sleep(1);
    tail[4000] = 9;
    const copy = memory.slice();
    $262.gc();
    $262.agent.report([memory.byteLength, copy.growable, new Uint16Array(copy)[4004]]);
  })`).lines, ['8192,false,9', 'SharedArrayBuffer.prototype.grow: Invalid length parameter']);

  // The stack of a thread has an end, and heaps do not mix.
  assert.deepStrictEqual(run(`
    agent.start(script);
    agent.start(script);
    print([report(), report()]);
  `, `function f() { return 1 + f(); }
    let text = '';
    for (let i = 0; i < 3; i++) {
      try { f(); } catch (error) { text += error.constructor.name + ' '; }
      try { eval('['.repeat(1e5)); } catch (error) { text += error.constructor.name + ' '; }
      try { JSON.parse('['.repeat(1e6)); } catch (error) { text += error.constructor.name + ' '; }
    }
    const all = [];
    for (let i = 0; i < 1000; i++) all.push({ key: 'x' + i, list: [i] });
    $262.agent.report(text + all.every((one, i) => one.key === 'x' + i && one.list[0] === i) + /(a|b)+c/.exec('xababc')[0]);
  `).lines, [Array(2).fill('RangeError RangeError RangeError '.repeat(3) + 'trueababc').join()]);

  // The process ends with the main agent; an agent that throws is not waited for.
  assert.deepStrictEqual(run('agent.start(script); agent.broadcast(new SharedArrayBuffer(8)); print("over");',
    '$262.agent.receiveBroadcast(() => { for (;;); })').lines, ['over']);
  const failed = run('agent.start(script); agent.broadcast(new SharedArrayBuffer(8)); agent.broadcast(new SharedArrayBuffer(8));',
    '$262.agent.receiveBroadcast(() => { throw new TypeError("no"); });');
  assert.ok(failed.errors.startsWith('TypeError: no\n'), failed.errors);
  assert.ok(run('new $262.agent.start("");', '', { code: 1 }).errors.startsWith('TypeError:'));
} finally {
  fs.rmSync(folder, { recursive: true });
}
