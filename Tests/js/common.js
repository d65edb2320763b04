'use strict';
// Helpers shared by the tests. Nothing is loaded before it is used, so that a test of one module needs only that module.
const assert = require('assert');

const expectations = [];
let watching = false;

/** Wraps `fn` so that the test fails at exit unless it was called exactly `count` times. */
exports.mustCall = function mustCall(fn, count = 1) {
  const where = new Error('expected here');
  const entry = { count, actual: 0, where };
  expectations.push(entry);
  if (!watching) {
    watching = true;
    process.on('exit', (code) => {
      if (code !== 0) return;
      for (const e of expectations) {
        if (e.actual === e.count) continue;
        console.error(`called ${e.actual} times instead of ${e.count}\n${e.where.stack}`);
        process.exitCode = 1;
      }
    });
  }
  return function(...args) {
    entry.actual++;
    return fn === undefined ? undefined : Reflect.apply(fn, this, args);
  };
};

/** A function whose call is a failure. */
exports.mustNotCall = function mustNotCall(what = 'this function') {
  return (...args) => assert.ok(false, `${what} must not be called (${args.map(String).join(', ')})`);
};

/** A promise settled after `ms` milliseconds. */
exports.sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A fresh folder, removed at exit. */
exports.tmpdir = function tmpdir() {
  const fs = require('fs');
  const path = require('path');
  const folder = fs.mkdtempSync(path.join(require('os').tmpdir(), 'swjs-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Writes `files` (relative name -> text) into a fresh folder and returns the folder. */
exports.tree = function tree(files) {
  const fs = require('fs');
  const path = require('path');
  const folder = exports.tmpdir();
  for (const [name, text] of Object.entries(files)) {
    const full = path.join(folder, name);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }
  return folder;
};

/** The command line that runs a script under the runtime that runs this test. */
exports.argv = (args) => [...process.execArgv, ...args];

/**
 * Runs a script (or any arguments) under this runtime until it ends.
 * Resolves to { code, signal, stdout, stderr, pid }; kills it after `timeout` ms.
 */
exports.run = function run(args, { env = {}, cwd, timeout = 30000, input } = {}) {
  const { spawn } = require('child_process');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, exports.argv(args), {
      cwd, env: { ...process.env, ...env }, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (d) => { stdout += d; });
    child.stderr.on('data', (d) => { stderr += d; });
    if (input !== undefined) child.stdin.end(input);
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr, pid: child.pid });
    });
  });
};

/** Writes `source` to a file of a fresh folder and runs it: see run(). */
exports.runSource = function runSource(source, options = {}) {
  const folder = exports.tree({ [options.name || 'main.js']: source, ...options.files });
  return exports.run([require('path').join(folder, options.name || 'main.js'), ...(options.args || [])],
                     { cwd: folder, ...options });
};

/**
 * Starts a script and keeps it running in the background.
 * Returns { child, lines, line(regexp), stop(), exited }: `line` resolves to the match of the first output line (of those not
 * yet taken by an earlier call with `take`) that fits.
 */
exports.start = function start(args, { env = {}, cwd, detached = false } = {}) {
  const { spawn } = require('child_process');
  const child = spawn(process.execPath, exports.argv(args), {
    cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached,
  });
  const lines = [];
  const waiters = new Set();
  let rest = '';
  let ended = false;
  const check = () => { for (const w of [...waiters]) w(); };
  const onData = (d) => {
    rest += d;
    const parts = rest.split('\n');
    rest = parts.pop();
    lines.push(...parts);
    check();
  };
  child.stdout.on('data', onData);
  child.stderr.on('data', (d) => { for (const l of String(d).split('\n')) if (l) lines.push('stderr: ' + l); check(); });
  const exited = new Promise((resolve) => child.on('close', (code, signal) => {
    ended = true;
    check();
    resolve({ code, signal });
  }));
  process.on('exit', () => {
    if (!ended) child.kill('SIGKILL');
    if (detached) try { process.kill(-child.pid, 'SIGKILL'); } catch { /* nobody left */ }
  });
  return {
    child, lines, exited,
    /** Resolves to the matches of `pattern` in the output once there are `count` of them. */
    matches(pattern, count = 1, timeout = 30000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => done(new Error(`no ${count} lines like ${pattern} in:\n${lines.join('\n')}`)), timeout);
        function done(error, value) {
          clearTimeout(timer);
          waiters.delete(attempt);
          if (error) reject(error); else resolve(value);
        }
        function attempt() {
          const found = lines.map((l) => pattern.exec(l)).filter(Boolean);
          if (found.length >= count) done(null, found);
          else if (ended) done(new Error(`ended without ${count} lines like ${pattern}:\n${lines.join('\n')}`));
        }
        waiters.add(attempt);
        attempt();
      });
    },
    async line(pattern, timeout) { return (await this.matches(pattern, 1, timeout))[0]; },
    stop(signal = 'SIGTERM') { child.kill(signal); return exited; },
  };
};

/**
 * Starts an example with PORT=0 in a process group of its own. Returns what start() returns, and
 * `port()` (from its output) and `end(signal)`, which signals the group, and fails when a process of it remains.
 */
exports.example = function example(name, args = [], env = {}) {
  const file = require('path').join(__dirname, '..', '..', 'examples', name);
  const running = exports.start([file, ...args], { env: { PORT: '0', ...env }, detached: true });
  running.port = async () => Number((await running.line(/^port: (\d+)$/))[1]);
  running.end = async (signal = 'SIGTERM') => {
    const group = running.child.pid;
    assert.ok(exports.groupMembers(group).length > 0, 'it runs until it is told to end');
    process.kill(-group, signal);
    const how = await running.exited;
    await exports.until(() => exports.groupMembers(group).length === 0, 'all processes of the example end', 20000);
    return how;
  };
  return running;
};

/** Process ids of a process group, zombies left out. */
exports.groupMembers = function groupMembers(group) {
  const fs = require('fs');
  return fs.readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(Number).filter((pid) => {
    try {
      const fields = fs.readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ');
      return fields[0] !== 'Z' && fields[0] !== 'X' && Number(fields[2]) === group;
    } catch {
      return false;
    }
  });
};

/** GET over a connection of its own: resolves to { status, headers, body }. */
exports.get = function get(port, path = '/', options = {}) {
  const http = require('http');
  return new Promise((resolve, reject) => {
    const req = http.request({ host: '127.0.0.1', port, path, agent: false, ...options }, (res) => {
      let body = '';
      res.setEncoding('utf8');
      res.on('data', (d) => { body += d; });
      res.on('end', () => resolve({ status: res.statusCode, headers: res.headers, body, message: res.statusMessage }));
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(options.body);
  });
};

/** Sends raw bytes to a port and resolves to all that is answered until the peer closes. */
exports.raw = function raw(port, text, { end = false, until } = {}) {
  const net = require('net');
  return new Promise((resolve, reject) => {
    let all = '';
    const socket = net.connect(port, '127.0.0.1', () => { if (end) socket.end(text); else socket.write(text); });
    socket.setEncoding('latin1');
    socket.on('data', (d) => {
      all += d;
      if (until && until.test(all)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(all));
  });
};

/** Whether a process exists (a zombie does not count). */
exports.alive = function alive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const stat = require('fs').readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
};

/** Waits until `condition` holds; rejects after `timeout` ms. */
exports.until = async function until(condition, what = 'condition', timeout = 20000) {
  const end = Date.now() + timeout;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`timeout: ${what}`);
    await exports.sleep(15);
  }
};
