'use strict';
// Beyond Node: SCHED_LEAST_CONNECTIONS, SCHED_STICKY, a function as policy, NODE_CLUSTER_SCHED_POLICY's names for them.
const assert = require('assert');
const net = require('net');
const { start, tree, until, mustCall } = require('../common');

const source = (policy) => `
  const cluster = require('cluster');
  if (cluster.isPrimary) {
    ${policy}
    // A worker that the machine holds up would lose a connection to another, whatever the policy says.
    cluster.setupPrimary({ acknowledgementDeadline: 0 });
    let n = 0;
    for (let i = 0; i < 3; i++) cluster.fork();
    cluster.on('listening', (w, a) => { if (++n === 3) console.log('port', a.port, String(cluster.schedulingPolicy).length < 3 ? cluster.schedulingPolicy : 'function'); });
  } else require('net').createServer((socket) => { socket.on('error', () => {}).write(String(cluster.worker.id)); }).listen(0, '127.0.0.1');`;

/** Connects and resolves to the socket, with the worker's id as its \`id\`. */
function connect(port, localAddress) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', localAddress });
    socket.on('error', reject).once('data', (d) => { socket.id = String(d); resolve(socket); });
  });
}
async function run(policy, env, test) {
  const running = start([tree({ 'm.js': source(policy) }) + '/m.js'], { env });
  const [, port, name] = await running.line(/^port (\d+) (\w+)$/);
  await test(Number(port), name);
  await running.stop();
}

(async () => {
  if (process.versions.swjs === undefined) return;
  const cluster = require('cluster');
  assert.deepStrictEqual([cluster.SCHED_NONE, cluster.SCHED_RR, cluster.SCHED_LEAST_CONNECTIONS, cluster.SCHED_STICKY], [1, 2, 3, 4]);

  await run('cluster.schedulingPolicy = cluster.SCHED_LEAST_CONNECTIONS;', {}, async (port, name) => {
    assert.strictEqual(name, '3');
    const sockets = [];
    for (let i = 0; i < 9; i++) sockets.push(await connect(port));
    const of = (id) => sockets.filter((s) => s.id === id && !s.destroyed).length;
    assert.deepStrictEqual([of('1'), of('2'), of('3')], [3, 3, 3]);
    // The one whose connections end gets the next ones, once the primary knows.
    for (const s of sockets) if (s.id === '2') s.destroy();
    await until(async () => {
      const probe = await connect(port);
      if (probe.id === '2') { sockets.push(probe); return true; }
      probe.destroy();
      return false;
    }, 'worker 2 has the fewest connections');
    for (let i = 0; i < 2; i++) sockets.push(await connect(port));
    for (const s of sockets) s.destroy();
  });

  for (const [policy, env] of [['cluster.schedulingPolicy = cluster.SCHED_STICKY;', {}], ['', { NODE_CLUSTER_SCHED_POLICY: 'sticky' }]]) {
    await run(policy, env, async (port, name) => {
      assert.strictEqual(name, '4');
      const seen = new Set();
      for (let client = 1; client <= 12; client++) {
        const ids = new Set();
        for (let i = 0; i < 4; i++) {
          const socket = await connect(port, `127.0.0.${client}`);
          ids.add(socket.id);
          socket.destroy();
        }
        assert.strictEqual(ids.size, 1, 'a client stays with its worker');
        seen.add([...ids][0]);
      }
      assert.ok(seen.size > 1, 'clients are spread');
    });
  }

  const byPort = `cluster.schedulingPolicy = (connection, workers) => {
    if (connection.remoteAddress !== '127.0.0.1' || !(connection.remotePort > 0) || typeof connection.server !== 'string') throw new Error('what?');
    if (!workers.every((w) => w instanceof cluster.Worker)) throw new Error('who?');
    return workers.find((w) => w.id === 3);
  };`;
  await run(byPort, {}, async (port, name) => {
    assert.strictEqual(name, 'function');
    for (let i = 0; i < 5; i++) {
      const socket = await connect(port);
      assert.strictEqual(socket.id, '3');
      socket.destroy();
    }
  });
  // Without an answer it is their turn.
  await run('cluster.schedulingPolicy = () => undefined;', {}, async (port) => {
    const ids = [];
    for (let i = 0; i < 6; i++) {
      const socket = await connect(port);
      ids.push(socket.id);
      socket.destroy();
    }
    assert.deepStrictEqual([...new Set(ids)].sort(), ['1', '2', '3']);
  });
  assert.throws(() => { cluster.schedulingPolicy = 9; cluster.setupPrimary(); }, /Bad cluster\.schedulingPolicy: 9/);
})().then(mustCall());
