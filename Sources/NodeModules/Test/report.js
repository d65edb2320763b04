'use strict';
// How results are shown: TAP, or for people on a terminal; and a line of JSON for each test when `swjs test` runs the file.
const { inspect } = require('util');

// Processes that a test starts inherit the variables; they report to whoever reads their output.
const path = process.ppid === Number(process.env.SWJS_TEST_RUNNER) ? process.env.SWJS_TEST_REPORT : undefined;
const forPeople = process.stdout.isTTY && !path;
const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
let isBegun = false;
let isOver = false;

const write = (text) => {
  if (path) return;
  process.stdout.write(text);
};

function begin() {
  if (isBegun) return;
  isBegun = true;
  if (!forPeople) write('TAP version 13\n');
}

/** A node has ended: counted at once, shown when the one at the top of the tree has. */
exports.ended = function ended(node) {
  if (isOver) return;
  count(node);
  if (node.parent?.kind !== 'root') return;
  begin();
  show(node, node.parent.children.indexOf(node) + 1, '');
};

function count(node) {
  if (node.kind === 'suite') {
    counts.suites++;
    // A suite that failed by itself, not by its tests.
    if (!node.passed && node.error.failureType !== 'subtestsFailed') {
      counts.fail++;
      process.exitCode = 1;
      record(node);
    } else if (!node.passed && !node.todo) {
      process.exitCode = 1;
    }
    return;
  }
  counts.tests++;
  if (node.skip) counts.skipped++;
  else if (node.todo) counts.todo++;
  else if (node.cancelled) counts.cancelled++;
  else if (node.passed) counts.pass++;
  else counts.fail++;
  if (!node.passed && !node.todo) process.exitCode = 1;
  record(node);
}

function record(node) {
  if (!path) return;
  const reason = (value) => typeof value === 'string' ? value : '';
  const line = { name: node.fullName, time: node.duration, state: 'passed' };
  if (node.skip) Object.assign(line, { state: 'skipped', reason: reason(node.skip) });
  else if (node.todo) Object.assign(line, { state: node.passed ? 'passed' : 'skipped', reason: `todo${reason(node.todo) && `: ${reason(node.todo)}`}` });
  else if (!node.passed) {
    // The failed subtest is reported itself.
    if (node.error.failureType === 'subtestsFailed') return;
    Object.assign(line, { state: 'failed', error: `${text(node.error)}\nat ${node.location ?? ''}` });
  }
  require('fs').appendFileSync(path, `${JSON.stringify(line)}\n`);
}

/** An error for people: its stack, with what caused it. */
function text(error) {
  if (error?.code === 'ERR_TEST_FAILURE') {
    const cause = error.cause === undefined ? '' : `\n${inspect(error.cause)}`;
    return error.failureType === 'uncaughtException' ? `uncaught: ${inspect(error.cause)}` : error.message + cause;
  }
  if (error?.code === 'ERR_ASSERTION' && typeof error.stack === 'string') return withoutOwnFrames(error.stack);
  return withoutOwnFrames(inspect(error));
}

/** A stack without the frames of this module. */
function withoutOwnFrames(stack) {
  return stack.split('\n').filter((line) => !/^\s+at (.*\(node:|node:|new Promise \(<anonymous>\))/.test(line)).join('\n');
}

const indent = (lines, by) => lines.split('\n').map((line) => line === '' ? line : by + line).join('\n');
const quote = (value) => `'${String(value).replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;

function show(node, number, margin) {
  if (forPeople) showForPeople(node, margin);
  else showTAP(node, number, margin);
}

function showTAP(node, number, margin) {
  const name = node.name.replace(/\\/g, '\\\\').replace(/#/g, '\\#').replace(/\n/g, '\\n');
  write(`${margin}# Subtest: ${name}\n`);
  if (node.children.length > 0) {
    node.children.forEach((child, i) => showTAP(child, i + 1, `${margin}    `));
    write(`${margin}    1..${node.children.length}\n`);
  }
  let line = `${margin}${node.passed ? 'ok' : 'not ok'} ${number} - ${name}`;
  if (node.skip) line += ` # SKIP${typeof node.skip === 'string' ? ` ${node.skip}` : ''}`;
  else if (node.todo) line += ` # TODO${typeof node.todo === 'string' ? ` ${node.todo}` : ''}`;
  write(`${line}\n${margin}  ---\n${margin}  duration_ms: ${node.duration.toFixed(6)}\n`);
  if (node.kind === 'suite') write(`${margin}  type: 'suite'\n`);
  if (!node.passed) {
    const { error } = node;
    if (node.location) write(`${margin}  location: ${quote(node.location)}\n`);
    write(`${margin}  failureType: ${quote(error.failureType ?? 'testCodeFailure')}\n`);
    const message = String(error.message ?? inspect(error));
    if (message.includes('\n')) write(`${margin}  error: |-\n${indent(message, `${margin}    `)}\n`);
    else write(`${margin}  error: ${quote(message)}\n`);
    write(`${margin}  code: ${quote(error.code ?? 'ERR_TEST_FAILURE')}\n`);
    const stack = String((error.cause ?? error).stack ?? '').split('\n').filter((each) => /^\s+at /.test(each));
    if (stack.length > 0) write(`${margin}  stack: |-\n${indent(stack.map((each) => each.trim().slice(3)).join('\n'), `${margin}    `)}\n`);
  }
  write(`${margin}  ...\n`);
  for (const message of node.diagnostics) write(`${margin}# ${message}\n`);
}

function showForPeople(node, margin) {
  const gray = (value) => `\u001b[90m${value}\u001b[39m`;
  const sign = node.skip ? '\u001b[90m﹣' : node.passed ? '\u001b[32m✔' : '\u001b[31m✖';
  const reason = node.skip ? ' # SKIP' : node.todo ? ' # TODO' : '';
  if (node.children.length > 0) {
    write(`${margin}▶ ${node.name}\n`);
    for (const child of node.children) showForPeople(child, `${margin}  `);
    write(`${margin}▶ ${node.name} ${gray(`(${node.duration.toFixed(3)}ms)`)}\n`);
  } else {
    write(`${margin}${sign} ${node.name}\u001b[39m ${gray(`(${node.duration.toFixed(3)}ms)`)}${reason}\n`);
  }
  if (!node.passed && node.error.failureType !== 'subtestsFailed') write(`${indent(text(node.error), `${margin}  `)}\n`);
  for (const message of node.diagnostics) write(`${margin}  ℹ ${message}\n`);
}

exports.isUnderRunner = path !== undefined;

exports.note = function note(message) {
  begin();
  if (path) process.stderr.write(`${message}\n`);
  else write(`${indent(message, forPeople ? 'ℹ ' : '# ')}\n`);
};

exports.end = function end(root) {
  if (isOver) return;
  isOver = true;
  begin();
  if (root.error) exports.note(text(root.error));
  if (!forPeople) write(`1..${root.children.length}\n`);
  const mark = forPeople ? 'ℹ' : '#';
  for (const [name, value] of Object.entries(counts)) write(`${mark} ${name} ${value}\n`);
  write(`${mark} duration_ms ${root.duration.toFixed(6)}\n`);
};
