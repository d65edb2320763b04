'use strict';
// internal/util/inspect_error: how util.inspect shows errors.

const { removeColors } = require('internal/util/inspect_text');

function stackOf(error) {
  return error.stack ? String(error.stack) : Error.prototype.toString.call(error);
}

/** Keys that the stack already shows are not shown twice. */
function dropShownKeys(ctx, keys, error, stack) {
  if (ctx.showHidden || keys.length === 0) return;
  for (const name of ['name', 'message', 'stack']) {
    const at = keys.indexOf(name);
    if (at !== -1 && (typeof error[name] !== 'string' || stack.includes(error[name]))) keys.splice(at, 1);
  }
}

/** Puts the class's name, tag or null prototype into the first line when the stack lacks it. */
function improveStack(stack, constructor, name, tag, getPrefix) {
  let length = name.length;
  const plain = name.endsWith('Error') && stack.startsWith(name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && !plain) return stack;
  let fallback = 'Error';
  if (constructor === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = start?.[1] ?? '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = getPrefix(constructor, tag, fallback).slice(0, -1);
  if (name === prefix) return stack;
  if (prefix.includes(name)) return length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
  return `${prefix} [${name}]${stack.slice(length)}`;
}

/** The longest run of equal lines that both stacks share: [length, offset in `a`]. */
function overlap(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const at = b.indexOf(a[i]);
    if (at === -1) continue;
    const rest = b.length - at;
    if (rest <= 3) continue;
    let length = 1;
    const most = Math.min(a.length - i, rest);
    while (most > length && a[i + length] === b[at + length]) length++;
    if (length > 3) return [length, i];
  }
  return [0, 0];
}

function framesOf(ctx, error, text) {
  const frames = text.split('\n');
  let cause;
  try {
    ({ cause } = error);
  } catch {
    // A throwing getter means there is no cause to compare with.
  }
  if (cause != null && internalBinding('types').isNativeError(cause)) {
    const causeStack = stackOf(cause);
    const start = causeStack.indexOf('\n    at');
    if (start !== -1) {
      const [length, offset] = overlap(frames, causeStack.slice(start + 1).split('\n'));
      if (length > 3) {
        const skipped = length - 2;
        frames.splice(offset + 1, skipped, ctx.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
      }
    }
  }
  return frames;
}

const coreFrame = /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+(?:\)|$)/;

/** Greys the frames of core modules and the working directory, underlines package names. */
function colorFrame(ctx, line) {
  const core = coreFrame.exec(line);
  if (core !== null) return ctx.stylize(line, 'undefined');
  let out = '';
  let position = 0;
  let start = line.indexOf('node_modules');
  let text = line;
  let directory;
  try {
    directory = process.cwd();
  } catch {
    directory = undefined;
  }
  if (start !== -1) {
    const modules = /[/\\]node_modules[/\\](.+?)(?=[/\\])/g;
    let match;
    let end = 0;
    while ((match = modules.exec(line)) !== null) {
      out += line.slice(end, match.index + 14);
      out += ctx.stylize(match[1], 'module');
      end = match.index + match[0].length;
    }
    text = end !== 0 ? out + line.slice(end) : line;
  }
  if (directory !== undefined) {
    let at = text.indexOf(directory);
    let length = directory.length;
    if (at !== -1) {
      if (text.slice(at - 7, at) === 'file://') {
        length += 7;
        at -= 7;
      }
      const before = at > 0 && text[at - 1] === '(' ? at - 1 : at;
      const close = before !== at && text.endsWith(')') ? -1 : text.length;
      const shownEnd = at + length + 1;
      const bracket = close === -1;
      position = before;
      start = text.slice(0, position);
      const grey = text.slice(position, shownEnd);
      return start + ctx.stylize(grey, 'undefined') + text.slice(shownEnd, bracket ? -1 : undefined) + (bracket ? ctx.stylize(')', 'undefined') : '');
    }
  }
  return text;
}

/** The error's stack as inspect shows it; adds `cause` and `errors` to the keys to show. */
function formatError(error, constructor, tag, ctx, keys, getPrefix) {
  const name = error.name != null ? String(error.name) : 'Error';
  let stack = stackOf(error);
  dropShownKeys(ctx, keys, error, stack);
  if ('cause' in error && (keys.length === 0 || !keys.includes('cause'))) keys.push('cause');
  if (Array.isArray(error.errors) && (keys.length === 0 || !keys.includes('errors'))) keys.push('errors');
  stack = improveStack(stack, constructor, name, tag, getPrefix);

  // The message may itself contain lines that look like frames.
  let position = (error.message && stack.indexOf(error.message)) || -1;
  if (position !== -1) position += error.message.length;
  const start = stack.indexOf('\n    at', position);
  if (start === -1) {
    stack = `[${stack}]`;
  } else {
    let lines = framesOf(ctx, error, stack.slice(start + 1));
    if (ctx.colors) lines = lines.map((line) => colorFrame(ctx, line));
    stack = `${stack.slice(0, start)}\n${lines.join('\n')}`;
  }
  if (ctx.indentationLvl !== 0) stack = stack.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
  return stack;
}

module.exports = { formatError, removeColors };
