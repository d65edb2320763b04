'use strict';
// State that lives in a worker, and why it surprises: every worker counts for itself. What all must share is kept by the
// primary, which the workers ask by messages.
//
// Look at: `curl localhost:8003` a few times. "mine" is the count of the worker that happened to answer; "all" is right.
// With one connection kept open (`curl URL URL URL`) the same worker answers each time: a worker owns a connection.
//
// PORT: default 8003, 0 for any (printed).
const cluster = require('cluster');
const http = require('http');

const port = Number(process.env.PORT || 8003);

if (cluster.isPrimary) {
  let all = 0;
  cluster.on('message', (worker, message) => {
    if (message.type !== 'count') return;
    all++;
    worker.send({ type: 'counted', id: message.id, all });
  });
  cluster.once('listening', (worker, address) => console.log(`port: ${address.port}`));
  for (let i = 0; i < 2; i++) cluster.fork();
} else {
  let mine = 0;
  let nextId = 0;
  const waiting = new Map();

  process.on('message', (message) => {
    const answer = waiting.get(message.id);
    waiting.delete(message.id);
    answer(message.all);
  });

  /** Tells the primary of one more request; resolves to the count of all workers. */
  function count() {
    return new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      process.send({ type: 'count', id });
    });
  }

  http.createServer(async (req, res) => {
    mine++;
    const all = await count();
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ worker: cluster.worker.id, mine, all }) + '\n');
  }).listen(port);
}
