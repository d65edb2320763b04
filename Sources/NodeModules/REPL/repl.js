'use strict';
// The repl module: a small read-eval-print loop on readline. https://nodejs.org/docs/latest-v20.x/api/repl.html

const { createInterface } = require('readline');
const { inspect } = require('internal/util/inspect');
const { checkSyntax, runInThisContext } = internalBinding('vm');

/** Whether more lines may make the text complete. */
function isIncomplete(error) {
  return error instanceof SyntaxError && /Unexpected end of input|Unterminated template|missing \) after argument list|Invalid regular expression: missing/.test(error.message);
}

/** `{ a: 1 }` is meant as an object; top-level await runs in an async function. */
function prepare(text) {
  if (/^\s*\{/.test(text) && !/;\s*$/.test(text)) {
    try {
      checkSyntax(`(${text.trim()}\n)`, 'REPL');
      return { code: `(${text.trim()}\n)`, isAsync: false };
    } catch {
      // A block, then.
    }
  }
  try {
    checkSyntax(text, 'REPL');
  } catch (error) {
    if (/\bawait\b/.test(text) && !isIncomplete(error)) {
      for (const body of [`return (${text.trim().replace(/;$/, '')}\n)`, text]) {
        try {
          const code = `(async () => { ${body}\n })()`;
          checkSyntax(code, 'REPL');
          return { code, isAsync: true };
        } catch {
          // The next form.
        }
      }
    }
    throw error;
  }
  return { code: text, isAsync: false };
}

const commands = {
  help: ['Print this help message', (repl) => {
    for (const name of Object.keys(commands)) repl.output.write(`.${name.padEnd(10)}${commands[name][0]}\n`);
  }],
  break: ['Drop the lines typed so far', (repl) => { repl.pending = ''; }],
  clear: ['Break, and start anew', (repl) => { repl.pending = ''; }],
  exit: ['Exit the REPL', (repl) => repl.close()],
  load: ['Load JS from a file into the REPL session', (repl, file) => repl.evaluate(require('fs').readFileSync(file, 'utf8'))],
};

class REPLServer {
  constructor(options) {
    this.prompt = options.prompt ?? '> ';
    this.input = options.input ?? process.stdin;
    this.output = options.output ?? process.stdout;
    this.pending = '';
    this.interrupts = 0;
    this.colors = !!this.output.isTTY && (this.output.getColorDepth?.() ?? 1) > 2;
    this.history = require('path').join(require('os').homedir(), '.swjs_repl_history');
    this.interface = createInterface({
      input: this.input, output: this.output, prompt: this.prompt, terminal: options.terminal ?? this.output.isTTY, historySize: 1000,
      history: this.#readHistory(),
    });
    this.interface.on('line', (line) => this.#line(line));
    this.interface.on('SIGINT', () => this.#interrupt());
    this.interface.on('close', () => this.#closed());
    this.interface.on('history', (lines) => { this.lines = lines; });
    this.interface.prompt();
  }

  #readHistory() {
    if (!this.input.isTTY) return [];
    try {
      return require('fs').readFileSync(this.history, 'utf8').split('\n').filter(Boolean).slice(0, 1000);
    } catch {
      return [];
    }
  }

  #closed() {
    if (this.lines) {
      try {
        require('fs').writeFileSync(this.history, this.lines.join('\n'), { mode: 0o600 });
      } catch {
        // A history that cannot be kept is not worth a message.
      }
    }
    if (this.input.isTTY) this.output.write('\n');
    process.exit();
  }

  #interrupt() {
    if (this.pending === '' && this.interface.line === '') {
      if (this.interrupts > 0) return this.close();
      this.interrupts++;
      this.output.write('\n(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n');
    } else {
      this.output.write('\n');
    }
    this.pending = '';
    this.interface.line = '';
    this.interface.cursor = 0;
    this.#ask();
  }

  #ask() {
    this.interface.setPrompt(this.pending === '' ? this.prompt : '... ');
    this.interface.prompt();
  }

  #line(line) {
    this.interrupts = 0;
    if (this.pending === '' && /^\s*\.[a-z]/i.test(line)) {
      const [, name, rest] = /^\s*\.(\w+)\s*(.*)$/.exec(line);
      if (commands[name]) commands[name][1](this, rest);
      else this.output.write('Invalid REPL keyword\n');
      return this.#ask();
    }
    const text = this.pending === '' ? line : `${this.pending}\n${line}`;
    if (text.trim() === '') return this.#ask();
    let prepared;
    try {
      prepared = prepare(text);
    } catch (error) {
      if (isIncomplete(error)) {
        this.pending = text;
        return this.#ask();
      }
      this.pending = '';
      this.#failed(error);
      return this.#ask();
    }
    this.pending = '';
    try {
      const value = runInThisContext(prepared.code, 'REPL');
      if (prepared.isAsync) {
        value.then((result) => this.#show(result), (error) => this.#failed(error)).finally(() => this.#ask());
        return;
      }
      this.#show(value);
    } catch (error) {
      this.#failed(error);
    }
    this.#ask();
  }

  evaluate(text) {
    this.#show(runInThisContext(text, 'REPL'));
  }

  #show(value) {
    globalThis._ = value;
    this.output.write(`${inspect(value, { colors: this.colors, showProxy: true })}\n`);
  }

  #failed(error) {
    globalThis._error = error;
    const text = error instanceof Error ? String(error.stack).replace(/\n    at (?:.*node:|REPL).*/g, '') : inspect(error, { colors: this.colors });
    this.output.write(`Uncaught ${text}\n`);
  }

  close() {
    this.interface.close();
  }
}

/** repl.start([options]) */
function start(options = {}) {
  if (typeof options === 'string') options = { prompt: options };
  for (const name of require('module').builtinModules) {
    if (name.includes('/') || name in globalThis) continue;
    Object.defineProperty(globalThis, name, {
      __proto__: null, configurable: true, enumerable: false,
      get: () => require(name),
      set(value) { Object.defineProperty(globalThis, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true }); },
    });
  }
  if (options.banner !== false && (options.input ?? process.stdin).isTTY) {
    process.stdout.write(`Welcome to swjs ${process.versions.swjs} (Node.js ${process.version}).\nType ".help" for more information.\n`);
  }
  globalThis.require = require('module').createRequire(`${process.cwd()}/`);
  const server = new REPLServer(options);
  process.on('uncaughtException', (error) => {
    server.output.write(`Uncaught ${error instanceof Error ? error.stack : inspect(error)}\n`);
    server.interface.prompt();
  });
  return server;
}

module.exports = { start, REPLServer };
