'use strict';
// The child of fork-exit.js, in three variants (see there): prints and ends; sleeps in between; or listens for messages.
//
// Look at: nothing here keeps the channel open except the 'message' listener. Without one the channel does not count.
const { execSync } = require('child_process');

const variant = process.argv[2];
console.log('sub: ' + process.pid);
if (variant === 'sleep' || variant === 'listen') {
  execSync('sleep 1');
  console.log(`child: ${process.pid} resumed`);
}
if (variant === 'listen') process.on('message', () => {});
