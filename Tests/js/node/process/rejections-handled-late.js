'use strict';
// A rejection that is handled after it was reported: 'rejectionHandled', or a warning that has its number.
const assert = require('assert');
const { run, tree, mustCall } = require('../../common');

const folder = tree({
  'late.js': `
    process.on('unhandledRejection', () => {});
    if (process.argv[2] === 'listen') process.on('rejectionHandled', (promise) => console.log('handled', promise === second));
    process.on('warning', ({ name, message }) => console.log(name, message));
    process.on('exit', () => console.log(process._exiting));
    console.log(process._exiting);
    const first = Promise.reject(new Error('first'));
    const second = Promise.reject(2);
    setImmediate(() => second.catch(() => {}));`,
  'warn.js': `
    process.on('warning', ({ name, message }) => console.log(name, message.replace(/\\n[^]*|^(Unhandled promise rejection)\\.[^]* (?=\\(rej)/, '$1 ')));
    Promise.reject(Symbol('x'));
    const second = Promise.reject(2);
    setImmediate(() => second.catch(() => {}));`,
});
(async () => {
  const late = 'PromiseRejectionHandledWarning Promise rejection was handled asynchronously (rejection id: 2)';
  let result = await run([folder + '/late.js']);
  assert.deepStrictEqual([result.stdout, result.code], [`false\n${late}\ntrue\n`, 0]);
  result = await run([folder + '/late.js', 'listen']);
  assert.deepStrictEqual([result.stdout, result.stderr, result.code], ['false\nhandled true\ntrue\n', '', 0]);
  result = await run(['--unhandled-rejections=warn', folder + '/warn.js']);
  assert.deepStrictEqual([result.stdout.split('\n'), result.code], [[
    'UnhandledPromiseRejectionWarning Symbol(x)', 'UnhandledPromiseRejectionWarning Unhandled promise rejection (rejection id: 1)',
    'UnhandledPromiseRejectionWarning 2', 'UnhandledPromiseRejectionWarning Unhandled promise rejection (rejection id: 2)', late, '',
  ], 0]);
})().then(mustCall());
