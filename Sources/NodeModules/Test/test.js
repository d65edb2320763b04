'use strict';
// node:test: https://nodejs.org/docs/latest-v20.x/api/test.html
//
// Tests are nodes of a tree. The root starts after the main script, when all tests that it registers at once are known; a node runs
// its children one after another, or so many at the same time as `concurrency` says, and reports when it has ended.
//
// NOTE: `only` has effect under `swjs test` and with --test-only; `run()` is missing: `swjs test` runs files.
const { validateFunction, validateNumber, validateAbortSignal } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { MockTracker } = require('internal/test/mock');

const kTimeoutMaximum = 2 ** 31 - 1;
let report;
const reporter = () => report ??= require('internal/test/report');

/** The error of a test that failed for a reason that its code did not throw. */
function failure(type, message, cause) {
  const error = new Error(message);
  error.code = 'ERR_TEST_FAILURE';
  error.failureType = type;
  if (cause !== undefined) error.cause = cause;
  delete error.stack;
  return error;
}

/** name, options, fn in the forms that Node takes. */
function readArguments(name, options, fn, overrides) {
  if (typeof name === 'function') {
    fn = name;
    name = undefined;
    options = undefined;
  } else if (name !== null && typeof name === 'object') {
    fn = options;
    options = name;
    name = options.name;
  }
  if (typeof options === 'function') {
    fn = options;
    options = undefined;
  }
  if (typeof fn !== 'function' && fn !== undefined && fn !== null) throw new ERR_INVALID_ARG_TYPE('fn', 'function', fn);
  options = { ...options, ...overrides };
  const { timeout, signal, concurrency } = options;
  if (timeout !== undefined && timeout !== null && timeout !== Infinity) validateNumber(timeout, 'options.timeout', 0, kTimeoutMaximum);
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (concurrency !== undefined && concurrency !== null && typeof concurrency !== 'boolean') {
    validateNumber(concurrency, 'options.concurrency', 1);
  }
  return { name: String(name || fn?.name || '<anonymous>'), options, fn: fn ?? (() => {}), hasFunction: typeof fn === 'function' };
}

/** The file, line and column of the caller outside of this module. */
function callSite() {
  const holder = {};
  Error.captureStackTrace(holder, callSite);
  for (const line of String(holder.stack).split('\n').slice(1)) {
    const match = /\(?((?:\/|file:)[^()]*:\d+:\d+)\)?$/.exec(line);
    if (match) return match[1];
  }
  return undefined;
}

/** A promise of fn's end, whether it takes a callback, returns a promise or neither. */
function call(fn, self, args, callbackAt) {
  if (fn.length <= callbackAt) return new Promise((resolve) => resolve(Reflect.apply(fn, self, args)));
  return new Promise((resolve, reject) => {
    let isCalled = false;
    const done = (error) => {
      if (isCalled) throw failure('multipleCallbackInvocations', 'callback invoked multiple times');
      isCalled = true;
      if (error) reject(error);
      else resolve();
    };
    const result = Reflect.apply(fn, self, [...args, done]);
    if (typeof result?.then === 'function') {
      reject(failure('callbackAndPromisePresent', 'passed a callback but also returned a Promise'));
    }
  });
}

class Node {
  constructor(parent, kind, { name, options, fn, hasFunction }) {
    this.parent = parent;
    this.kind = kind;
    this.name = name;
    this.options = options;
    this.fn = fn;
    this.location = parent ? callSite() : undefined;
    this.children = [];
    this.hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
    this.waiting = [];
    this.active = 0;
    this.diagnostics = [];
    this.error = undefined;
    this.state = 'waiting';
    this.duration = 0;
    this.only = Boolean(options.only);
    this.skip = options.skip ?? false;
    this.todo = options.todo ?? parent?.todo ?? false;
    if (!hasFunction && parent && !this.skip && !this.todo && kind === 'test') this.skip = false;
    if (this.skip) this.fn = () => {};
    this.timeout = options.timeout ?? (kind === 'test' ? parent?.timeout : undefined) ?? Infinity;
    const { concurrency } = options;
    this.concurrency = concurrency === true ? Math.max(require('os').availableParallelism() - 1, 1) :
      typeof concurrency === 'number' ? concurrency : concurrency === false ? 1 : parent?.concurrency ?? 1;
    this.controller = new AbortController();
    this.ended = new Promise((resolve) => { this.resolveEnd = resolve; });
  }

  get fullName() { return this.parent?.parent ? `${this.parent.fullName} > ${this.name}` : this.name; }
  get nesting() { return this.parent?.parent ? this.parent.nesting + 1 : 0; }
  get passed() { return this.error === undefined; }

  /** Adds a child; it starts when its turn comes. */
  add(child) {
    this.children.push(child);
    if (this.state === 'ended') {
      child.error = failure('parentAlreadyFinished', 'test could not be started because its parent finished');
      child.finish();
      return child;
    }
    this.waiting.push(child);
    if (this.state === 'running') this.advance();
    return child;
  }

  advance() {
    while (this.active < this.concurrency && this.waiting.length > 0) {
      const child = this.waiting.shift();
      this.active++;
      child.run().then(() => {
        this.active--;
        this.advance();
      });
    }
  }

  async runBefore() {
    if (this.parent && this.kind === 'test') await this.parent.runBefore();
    this.beforeDone ??= this.runHooks('before', this);
    await this.beforeDone;
  }

  async runHooks(kind, target) {
    for (const hook of this.hooks[kind]) {
      try {
        await withTimeout(call(hook.fn, target.context, kind === 'before' || kind === 'after' ? [target.context] : [target.context], 1),
          hook.options?.timeout ?? Infinity, target, 'hook');
      } catch (error) {
        throw error?.failureType ? error : failure('hookFailed', `failed running ${kind} hook`, error);
      }
    }
  }

  /** beforeEach of all ancestors, outer ones first. */
  async runBeforeEach(node) {
    if (this.parent) await this.parent.runBeforeEach(node);
    if (this !== node) await this.runHooks('beforeEach', node);
  }

  async runAfterEach(node) {
    if (this !== node) await this.runHooks('afterEach', node);
    if (this.parent) await this.parent.runAfterEach(node);
  }

  isLeftOut() {
    if (!root.onlyMode) return false;
    if (this.only || this.hasOnlyChild()) return false;
    for (let node = this.parent; node; node = node.parent) {
      if (node.only && !node.hasOnlyChild()) return false;
      if (node.kind === 'test' && node.parent) return false;
    }
    return true;
  }

  hasOnlyChild() { return this.children.some((child) => child.only || child.hasOnlyChild()); }

  async run() {
    this.state = 'running';
    const began = process.hrtime.bigint();
    if (this.isLeftOut()) this.skip = '\'only\' option not set';
    try {
      if (this.kind === 'suite') await this.runSuite();
      else if (!this.skip) await this.runTest();
    } catch (error) {
      this.fail(error);
    }
    this.duration = Number(process.hrtime.bigint() - began) / 1e6;
    this.finish();
  }

  async runTest() {
    try {
      await this.parent.runBefore();
      await this.parent.runBeforeEach(this);
      await withTimeout(call(this.fn, this.context, [this.context], 1), this.timeout, this, 'test');
    } catch (error) {
      this.fail(error);
    }
    this.cancelChildren();
    try {
      if (this.children.length > 0 || this.beforeDone) await this.runHooks('after', this);
      else if (this.hooks.after.length > 0) await this.runHooks('after', this);
      await this.parent.runAfterEach(this);
    } catch (error) {
      this.fail(error);
    }
    this.tracker?.reset();
    this.countFailed();
  }

  async runSuite() {
    await this.registered;
    if (this.registrationError) throw this.registrationError;
    if (this.skip) {
      for (const child of this.waiting) child.skip = this.skip === true ? child.skip || true : this.skip;
      this.hooks.before = [];
      this.hooks.after = [];
    }
    if (this.children.length > 0 && !this.children.every((child) => child.skip || child.isLeftOut())) {
      if (this.parent.kind === 'root') await this.parent.runBefore();
      await this.runBefore();
    }
    const all = (async () => {
      this.advance();
      for (let i = 0; i < this.children.length; i++) await this.children[i].ended;
    })();
    try {
      await withTimeout(all, this.timeout, this, 'suite');
    } finally {
      this.cancelChildren();
      if (this.beforeDone) await this.runHooks('after', this);
    }
    this.countFailed();
  }

  cancelChildren() {
    for (const child of this.children) {
      if (child.state === 'ended') continue;
      child.error ??= failure('cancelledByParent', 'test did not finish before its parent and was cancelled');
      child.cancelled = true;
      child.controller.abort();
      child.finish();
    }
    this.waiting = [];
  }

  countFailed() {
    const count = this.children.filter((child) => !child.passed && !child.todo).length;
    if (count > 0) this.error ??= failure('subtestsFailed', `${count} subtest${count > 1 ? 's' : ''} failed`);
  }

  fail(error) {
    if (this.state === 'ended') return;
    // Anything may be thrown, nothing too.
    this.error ??= error === undefined || error === null ? failure('testCodeFailure', String(error), error) : error;
  }

  finish() {
    if (this.state === 'ended') return;
    this.state = 'ended';
    if (this.cancelled || this.error) this.controller.abort();
    reporter().ended(this);
    this.resolveEnd();
  }

  get context() { return this.contextObject ??= this.kind === 'test' ? new TestContext(this) : new SuiteContext(this); }
}

async function withTimeout(promise, milliseconds, node, what) {
  const { signal } = node.options;
  if (milliseconds === Infinity && !signal) return promise;
  let timer;
  let onAbort;
  const end = new Promise((resolve, reject) => {
    if (milliseconds !== Infinity) {
      timer = setTimeout(() => {
        node.cancelled = true;
        reject(failure('testTimeoutFailure', `${what === 'hook' ? 'hook' : 'test'} timed out after ${milliseconds}ms`));
      }, milliseconds);
    }
    if (signal) {
      onAbort = () => {
        node.cancelled = true;
        reject(failure('testAborted', 'The test was aborted', signal.reason));
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    }
  });
  try {
    return await Promise.race([promise, end]);
  } finally {
    clearTimeout(timer);
    if (signal) signal.removeEventListener('abort', onAbort);
  }
}

/** What a test function gets. */
class TestContext {
  #node;
  constructor(node) { this.#node = node; }
  get name() { return this.#node.name; }
  get signal() { return this.#node.controller.signal; }
  get mock() { return this.#node.tracker ??= new MockTracker(); }
  diagnostic(message) { this.#node.diagnostics.push(String(message)); }
  skip(message) { this.#node.skip = message || true; }
  todo(message) { this.#node.todo = message || true; }
  runOnly(value) { if (value) root.onlyMode = true; }
  before(fn, options) { addHook(this.#node, 'before', fn, options); }
  after(fn, options) { addHook(this.#node, 'after', fn, options); }
  beforeEach(fn, options) { addHook(this.#node, 'beforeEach', fn, options); }
  afterEach(fn, options) { addHook(this.#node, 'afterEach', fn, options); }
  test(name, options, fn) { return startTest(this.#node, readArguments(name, options, fn)); }
}

/** What a suite's function gets. */
class SuiteContext {
  #node;
  constructor(node) { this.#node = node; }
  get name() { return this.#node.name; }
  get signal() { return this.#node.controller.signal; }
}

const root = new Node(null, 'root', { name: '<root>', options: {}, fn: () => {}, hasFunction: true });
/** The suite whose function is running: tests that it registers are its own. */
let current = root;
let isStarted = false;

function start() {
  if (isStarted) return;
  isStarted = true;
  root.state = 'planned';
  reporter();
  const began = process.hrtime.bigint();
  // Tests of the main script are registered by then, and so it is known whether one is marked `only`.
  setImmediate(() => {
    const allowed = reporter().isUnderRunner || process.execArgv.includes('--test-only');
    root.onlyMode ||= allowed && root.hasOnlyChild();
    root.state = 'running';
    root.advance();
  });
  let isOver = false;
  const end = async () => {
    if (isOver || root.children.some((child) => child.state !== 'ended')) return;
    isOver = true;
    try {
      await root.runHooks('after', root);
    } catch (error) {
      root.error = error;
      process.exitCode = 1;
    }
    root.state = 'ended';
    root.duration = Number(process.hrtime.bigint() - began) / 1e6;
    reporter().end(root);
  };
  process.on('beforeExit', end);
  process.on('exit', () => {
    if (isOver) return;
    // What still waits will never come.
    for (const child of root.children) cancelUnfinished(child);
    root.duration = Number(process.hrtime.bigint() - began) / 1e6;
    reporter().end(root);
  });
  process.on('uncaughtException', (error) => blame(error));
  process.on('unhandledRejection', (error) => blame(error));
}

function cancelUnfinished(node) {
  for (const child of node.children) cancelUnfinished(child);
  if (node.state === 'ended') return;
  node.error ??= failure('cancelledByParent', 'Promise resolution is still pending but the event loop has already resolved');
  node.cancelled = true;
  node.finish();
}

/** An error that nobody caught belongs to the test that runs; without one, to the file. */
function blame(error) {
  let node = root;
  for (;;) {
    const next = node.children.find((child) => child.state === 'running');
    if (!next) break;
    node = next;
  }
  if (node === root) {
    reporter().note(`Error: asynchronous activity after the tests ended: ${error?.stack ?? error}`);
    process.exitCode = 1;
    return;
  }
  node.error ??= failure('uncaughtException', String(error?.message ?? error), error);
}

function startTest(parent, read) {
  start();
  const { ended } = parent.add(new Node(parent, 'test', read));
  // A suite ends after its tests: who returns the promise of one from a suite's function must not wait for it.
  return parent.kind === 'suite' ? Promise.resolve() : ended;
}

function startSuite(read) {
  start();
  const suite = new Node(current, 'suite', read);
  const outer = current;
  current = suite;
  try {
    const result = Reflect.apply(suite.fn, suite.context, [suite.context]);
    suite.registered = typeof result?.then === 'function' ?
      Promise.resolve(result).catch((error) => { suite.registrationError = error; }) : Promise.resolve();
  } catch (error) {
    suite.registrationError = error;
    suite.registered = Promise.resolve();
  } finally {
    current = outer;
  }
  const { ended } = outer.add(suite);
  return outer.kind === 'suite' ? Promise.resolve() : ended;
}

function addHook(node, kind, fn, options) {
  validateFunction(fn, 'fn');
  node.hooks[kind].push({ fn, options });
}

const test = (name, options, fn) => startTest(current, readArguments(name, options, fn));
const describe = (name, options, fn) => startSuite(readArguments(name, options, fn));
for (const [target, begin] of [[test, (read) => startTest(current, read)], [describe, startSuite]]) {
  for (const mark of ['skip', 'todo', 'only']) {
    target[mark] = (name, options, fn) => begin(readArguments(name, options, fn, { [mark]: true }));
  }
}
const hook = (kind) => (fn, options) => {
  start();
  addHook(current, kind, fn, options);
};

let tracker;
module.exports = test;
Object.assign(test, {
  test, it: test, describe, suite: describe,
  before: hook('before'), after: hook('after'), beforeEach: hook('beforeEach'), afterEach: hook('afterEach'),
});
Object.defineProperty(test, 'mock', {
  configurable: true,
  enumerable: true,
  get: () => tracker ??= new MockTracker(),
});
