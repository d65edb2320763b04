'use strict';
// When does a process with children end? The parent forks fork-sub.js twice and has nothing else to do.
//
// Look at: the parent ends by itself, but only after both children. Try the variants of the child:
//   node fork-exit.js          children print and end
//   node fork-exit.js sleep    children block for a second first: the parent waits for them
//   node fork-exit.js listen   children listen for 'message': the channel keeps them, and they keep the parent (Ctrl-C ends all)
const { fork } = require('child_process');
const path = require('path');

console.log('master pid: ' + process.pid);
const children = [];
for (let i = 0; i < 2; i++) {
  children.push(fork(path.join(__dirname, 'fork-sub.js'), process.argv.slice(2)));
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of children) child.kill();
  });
}
process.on('exit', () => console.log('master ends'));
