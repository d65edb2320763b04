'use strict';
// internal/assert/assertion_error: AssertionError and the text that shows how two values differ.
// https://nodejs.org/docs/latest-v20.x/api/assert.html#class-assertassertionerror

const { inspect } = require('internal/util/inspect');
const { validateObject } = require('internal/validators');

const titles = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const maxShortLength = 12;

let colors;
/** Colours only when stderr shows them. */
function palette() {
  if (colors === undefined) {
    const on = process.stderr?.isTTY && process.stderr.hasColors?.();
    colors = on
      ? { blue: '\u001b[34m', green: '\u001b[32m', red: '\u001b[31m', white: '\u001b[39m' }
      : { blue: '', green: '', red: '', white: '' };
  }
  return colors;
}

function inspectValue(value) {
  return inspect(value, {
    compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, showProxy: false,
    sorted: true, getters: true, breakLength: Infinity,
  });
}

function copyError(source) {
  const target = Object.assign({ __proto__: Object.getPrototypeOf(source) }, source);
  Object.defineProperty(target, 'message', { __proto__: null, value: source.message });
  return target;
}

/** The line-by-line difference, with equal lines in the middle of long runs left out. */
function createDiff(actual, expected, operator) {
  const { blue, green, red, white } = palette();
  let other = '';
  let result = '';
  let end = '';
  let skipped = false;
  const actualText = inspectValue(actual);
  const actualLines = actualText.split('\n');
  const expectedLines = inspectValue(expected).split('\n');
  let indicator = '';
  const bothObjects = (typeof actual === 'object' && actual !== null && typeof expected === 'object' && expected !== null) ||
    (typeof actual === 'function' && typeof expected === 'function');
  if (operator === 'strictEqual' && bothObjects) operator = 'strictEqualObject';

  if (actualLines.length === 1 && expectedLines.length === 1 && actualLines[0] !== expectedLines[0]) {
    const shown = actualLines[0].length + expectedLines[0].length;
    if (shown <= maxShortLength) {
      if ((typeof actual !== 'object' || actual === null) && (typeof expected !== 'object' || expected === null) && (actual !== 0 || expected !== 0)) {
        return `${titles[operator]}\n\n${actualLines[0]} !== ${expectedLines[0]}\n`;
      }
    } else if (operator !== 'strictEqualObject') {
      const most = process.stderr?.isTTY ? process.stderr.columns : 80;
      if (shown < most) {
        let i = 0;
        while (actualLines[0][i] === expectedLines[0][i]) i++;
        // A marker under the first difference helps only when it is not right at the start.
        if (i > 2) indicator = `\n  ${' '.repeat(i)}^`;
      }
    }
  }

  // Equal trailing lines are compared once from behind.
  let a = actualLines[actualLines.length - 1];
  let b = expectedLines[expectedLines.length - 1];
  let equalTail = 0;
  while (a === b) {
    if (equalTail++ < 3) end = `\n  ${a}${end}`;
    else other = a;
    actualLines.pop();
    expectedLines.pop();
    if (actualLines.length === 0 || expectedLines.length === 0) break;
    a = actualLines[actualLines.length - 1];
    b = expectedLines[expectedLines.length - 1];
  }
  const maxLines = Math.max(actualLines.length, expectedLines.length);
  if (maxLines === 0) {
    const lines = actualText.split('\n');
    if (lines.length > 50) {
      lines[46] = `${blue}...${white}`;
      while (lines.length > 47) lines.pop();
    }
    return `${titles.notIdentical}\n\n${lines.join('\n')}\n`;
  }
  if (equalTail >= 5) {
    end = `\n${blue}...${white}${end}`;
    skipped = true;
  }
  if (other !== '') {
    end = `\n  ${other}${end}`;
    other = '';
  }

  let printed = 0;
  let identical = 0;
  const header = `${titles[operator]}\n${green}+ actual${white} ${red}- expected${white}`;
  const skippedText = ` ${blue}...${white} Lines skipped`;
  let lines = actualLines;
  let plusMinus = `${green}+${white}`;
  let maxLength = expectedLines.length;
  if (actualLines.length < maxLines) {
    lines = expectedLines;
    plusMinus = `${red}-${white}`;
    maxLength = actualLines.length;
  }
  for (let i = 0; i < maxLines; i++) {
    if (maxLength < i + 1) {
      if (identical > 2) {
        if (identical > 3) {
          if (identical > 4) {
            if (identical === 5) {
              result += `\n  ${lines[i - 3]}`;
              printed++;
            } else {
              result += `\n${blue}...${white}`;
              skipped = true;
            }
          }
          result += `\n  ${lines[i - 2]}`;
          printed++;
        }
        result += `\n  ${lines[i - 1]}`;
        printed++;
      }
      identical = 0;
      if (lines === actualLines) result += `\n${plusMinus} ${lines[i]}`;
      else other += `\n${plusMinus} ${lines[i]}`;
      printed++;
    } else {
      const expectedLine = expectedLines[i];
      let actualLine = actualLines[i];
      let diverging = actualLine !== expectedLine && (!actualLine.endsWith(',') || actualLine.slice(0, -1) !== expectedLine);
      if (diverging && expectedLine.endsWith(',') && expectedLine.slice(0, -1) === actualLine) {
        diverging = false;
        actualLine += ',';
      }
      if (diverging) {
        if (identical > 2) {
          if (identical > 3) {
            if (identical > 4) {
              if (identical === 5) {
                result += `\n  ${actualLines[i - 3]}`;
                printed++;
              } else {
                result += `\n${blue}...${white}`;
                skipped = true;
              }
            }
            result += `\n  ${actualLines[i - 2]}`;
            printed++;
          }
          result += `\n  ${actualLines[i - 1]}`;
          printed++;
        }
        identical = 0;
        result += `\n${green}+${white} ${actualLine}`;
        other += `\n${red}-${white} ${expectedLine}`;
        printed += 2;
      } else {
        result += other;
        other = '';
        identical++;
        if (identical <= 2) {
          result += `\n  ${actualLine}`;
          printed++;
        }
      }
    }
    if (printed > 50 && i < maxLines - 2) {
      return `${header}${skippedText}\n${result}\n${blue}...${white}${other}\n${blue}...${white}`;
    }
  }
  return `${header}${skipped ? skippedText : ''}\n${result}${other}${end}${indicator}`;
}

function addEllipsis(text) {
  const lines = text.split('\n', 11);
  if (lines.length > 10) {
    lines.length = 10;
    return `${lines.join('\n')}\n...`;
  }
  if (text.length > 512) return `${text.slice(0, 512)}...`;
  return text;
}

function messageOf(options) {
  let { actual, expected } = options;
  const { operator } = options;
  if (actual !== null && expected !== null && typeof actual === 'object' && typeof expected === 'object' &&
      'stack' in actual && actual instanceof Error && 'stack' in expected && expected instanceof Error) {
    actual = copyError(actual);
    expected = copyError(expected);
  }
  if (operator === 'deepStrictEqual' || operator === 'strictEqual') return createDiff(actual, expected, operator);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    let base = titles[operator];
    const lines = inspectValue(actual).split('\n');
    if (operator === 'notStrictEqual' && ((typeof actual === 'object' && actual !== null) || typeof actual === 'function')) {
      base = titles.notStrictEqualObject;
    }
    if (lines.length > 50) {
      lines[46] = `${palette().blue}...${palette().white}`;
      while (lines.length > 47) lines.pop();
    }
    if (lines.length === 1) return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
    return `${base}\n\n${lines.join('\n')}\n`;
  }
  let left = inspectValue(actual);
  let right = inspectValue(expected);
  const known = titles[operator];
  if (operator === 'notDeepEqual' && left === right) {
    left = `${known}\n\n${left}`;
    return left.length > 1024 ? `${left.slice(0, 1021)}...` : left;
  }
  if (left.length > 512) left = `${left.slice(0, 509)}...`;
  if (right.length > 512) right = `${right.slice(0, 509)}...`;
  if (operator === 'deepEqual') {
    left = `${known}\n\n${left}\n\nshould loosely deep-equal\n\n`;
  } else {
    if (operator === 'notDeepEqual') return `${titles.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
    right = ` ${operator} ${right}`;
  }
  return `${left}${right}`;
}

/** new assert.AssertionError(options) */
class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, details, stackStartFunction } = options;
    const limit = Error.stackTraceLimit;
    try {
      Error.stackTraceLimit = 0;
    } catch {
      // A frozen Error only costs a capture that is not needed.
    }
    super(message != null ? String(message) : messageOf(options));
    try {
      Error.stackTraceLimit = limit;
    } catch {
      // As above.
    }
    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', { __proto__: null, value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let i = 0; i < details.length; i++) {
        this[`message ${i}`] = details[i].message;
        this[`actual ${i}`] = details[i].actual;
        this[`expected ${i}`] = details[i].expected;
        this[`operator ${i}`] = details[i].operator;
        this[`stack trace ${i}`] = details[i].stack;
      }
    } else {
      this.actual = options.actual;
      this.expected = options.expected;
      this.operator = operator;
    }
    Error.captureStackTrace(this, stackStartFn || stackStartFunction);
    // The header is fixed while the name carries the code.
    this.stack; // eslint-disable-line no-unused-expressions
    this.name = 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](recurseTimes, ctx) {
    // Long strings would be printed a second time in full below the message.
    const { actual, expected } = this;
    if (typeof this.actual === 'string') this.actual = addEllipsis(this.actual);
    if (typeof this.expected === 'string') this.expected = addEllipsis(this.expected);
    const result = inspect(this, { ...ctx, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return result;
  }
}

module.exports = AssertionError;
