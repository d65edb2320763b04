'use strict';
// Messages between the primary and its workers, in both directions, with acknowledgement and a broadcast.
//
// Look at: the order of the lines. Each worker says hello; the primary answers with a task; the results come back in any
// order; the last broadcast lets the workers leave, each by itself, and the primary ends because nothing keeps it.
const cluster = require('cluster');

if (cluster.isPrimary) {
  const tasks = [[1, 2, 3], [10, 20, 30], [100, 200, 300]];
  let results = 0;

  cluster.on('message', (worker, message) => {
    switch (message.type) {
      case 'hello':
        console.log(`primary: worker ${worker.id} says hello`);
        worker.send({ type: 'task', numbers: tasks[worker.id - 1] });
        break;
      case 'result':
        console.log(`primary: worker ${worker.id} computed ${message.sum}`);
        if (++results === tasks.length) {
          for (const each of Object.values(cluster.workers)) each.send({ type: 'bye' });
        }
        break;
      default:
        console.log(`primary: what is ${JSON.stringify(message)}?`);
    }
  });
  cluster.on('exit', (worker, code) => console.log(`primary: worker ${worker.id} left with code ${code}`));
  tasks.forEach(() => cluster.fork());
} else {
  process.on('message', (message) => {
    if (message.type === 'task') {
      const sum = message.numbers.reduce((a, b) => a + b, 0);
      process.send({ type: 'result', sum }, (error) => {
        if (error) throw error;
      });
    } else {
      // Nothing but the channel holds this process: when it closes, the worker ends.
      process.disconnect();
    }
  });
  process.send({ type: 'hello' });
}
