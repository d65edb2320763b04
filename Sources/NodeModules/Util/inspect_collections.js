'use strict';
// internal/util/inspect_collections: the entries of arrays, maps, sets, iterators and weak collections.

const text = require('internal/util/inspect_text');
const { previewEntries } = internalBinding('util');

const { kArrayExtrasType, kArrayType, reduceToSingleString } = text;
const hasOwn = Object.hasOwn;

/** The formatters; they call those of any value and of a property, which are handed in. */
module.exports = (formatValue, formatProperty) => {
  function pushRemaining(output, remaining) {
    if (remaining > 0) output.push(`... ${remaining} more item${remaining > 1 ? 's' : ''}`);
  }

  function formatArray(ctx, value, recurseTimes) {
    const length = value.length;
    const shown = Math.min(Math.max(0, ctx.maxArrayLength), length);
    const output = [];
    for (let i = 0; i < shown; i++) {
      if (!hasOwn(value, i)) return formatSparse(ctx, value, recurseTimes, shown, output, i);
      output.push(formatProperty(ctx, value, recurseTimes, i, kArrayType));
    }
    pushRemaining(output, length - shown);
    return output;
  }

  /** The rest of an array from its first hole at `i`. */
  function formatSparse(ctx, value, recurseTimes, limit, output, i) {
    const keys = Object.keys(value);
    let index = i;
    for (; i < keys.length && output.length < limit; i++) {
      const key = keys[i];
      if (index > 2 ** 32 - 2) break;
      if (`${index}` !== key) {
        if (!/^(?:0|[1-9][0-9]*)$/.test(key)) break;
        const empty = key - index;
        output.push(ctx.stylize(`<${empty} empty item${empty > 1 ? 's' : ''}>`, 'undefined'));
        index = +key;
        if (output.length === limit) break;
      }
      output.push(formatProperty(ctx, value, recurseTimes, key, kArrayType));
      index++;
    }
    const remaining = value.length - index;
    if (output.length !== limit) {
      if (remaining > 0) output.push(ctx.stylize(`<${remaining} empty item${remaining > 1 ? 's' : ''}>`, 'undefined'));
    } else {
      pushRemaining(output, remaining);
    }
    return output;
  }

  function formatTypedArray(ctx, value, recurseTimes, array) {
    const length = array.length;
    const shown = Math.min(Math.max(0, ctx.maxArrayLength), length);
    const output = new Array(shown);
    const format = length > 0 && typeof array[0] === 'bigint' ? text.formatBigInt : text.formatNumber;
    for (let i = 0; i < shown; i++) output[i] = format(ctx.stylize, array[i], ctx.numericSeparator);
    pushRemaining(output, length - shown);
    if (ctx.showHidden) {
      ctx.indentationLvl += 2;
      for (const key of ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer']) {
        output.push(`[${key}]: ${formatValue(ctx, array[key], recurseTimes, true)}`);
      }
      ctx.indentationLvl -= 2;
    }
    return output;
  }

  function formatSet(ctx, value, recurseTimes) {
    const size = sizeOf(Set.prototype, value);
    const shown = Math.min(Math.max(0, ctx.maxArrayLength), size);
    const output = [];
    ctx.indentationLvl += 2;
    let i = 0;
    for (const entry of Set.prototype.values.call(value)) {
      if (i++ >= shown) break;
      output.push(formatValue(ctx, entry, recurseTimes));
    }
    pushRemaining(output, size - shown);
    ctx.indentationLvl -= 2;
    return output;
  }

  function formatMap(ctx, value, recurseTimes) {
    const size = sizeOf(Map.prototype, value);
    const shown = Math.min(Math.max(0, ctx.maxArrayLength), size);
    const output = [];
    ctx.indentationLvl += 2;
    let i = 0;
    for (const entry of Map.prototype.entries.call(value)) {
      if (i++ >= shown) break;
      output.push(`${formatValue(ctx, entry[0], recurseTimes)} => ${formatValue(ctx, entry[1], recurseTimes)}`);
    }
    pushRemaining(output, size - shown);
    ctx.indentationLvl -= 2;
    return output;
  }

  function sizeOf(prototype, value) {
    return Object.getOwnPropertyDescriptor(prototype, 'size').get.call(value);
  }

  function formatEntryList(ctx, recurseTimes, entries, weak) {
    const shown = Math.min(Math.max(ctx.maxArrayLength, 0), entries.length);
    const output = new Array(shown);
    ctx.indentationLvl += 2;
    for (let i = 0; i < shown; i++) output[i] = formatValue(ctx, entries[i], recurseTimes);
    ctx.indentationLvl -= 2;
    // A weak collection's order means nothing; sorting makes outputs comparable.
    if (weak && !ctx.sorted) output.sort();
    pushRemaining(output, entries.length - shown);
    return output;
  }

  function formatPairList(ctx, recurseTimes, entries, weak) {
    const count = entries.length / 2;
    const shown = Math.min(Math.max(ctx.maxArrayLength, 0), count);
    const output = new Array(shown);
    ctx.indentationLvl += 2;
    for (let i = 0; i < shown; i++) {
      const key = formatValue(ctx, entries[i * 2], recurseTimes);
      const value = formatValue(ctx, entries[i * 2 + 1], recurseTimes);
      output[i] = weak ? `${key} => ${value}` : reduceToSingleString(ctx, [key, value], '', ['[', ']'], kArrayExtrasType, recurseTimes);
    }
    ctx.indentationLvl -= 2;
    if (weak && !ctx.sorted) output.sort();
    pushRemaining(output, count - shown);
    return output;
  }

  function formatIterator(ctx, value, recurseTimes, braces) {
    const [entries, isKeyValue] = previewEntries(value, true);
    if (isKeyValue) {
      braces[0] = braces[0].replace(/ Iterator\] \{$/, ' Entries] {');
      return formatPairList(ctx, recurseTimes, entries, false);
    }
    return formatEntryList(ctx, recurseTimes, entries, false);
  }

  function formatWeakSet(ctx, value, recurseTimes) {
    return formatEntryList(ctx, recurseTimes, entriesOf(value), true);
  }

  function formatWeakMap(ctx, value, recurseTimes) {
    return formatPairList(ctx, recurseTimes, entriesOf(value), true);
  }

  function entriesOf(weak) {
    const preview = previewEntries(weak, true);
    return Array.isArray(preview[0]) && typeof preview[1] === 'boolean' ? preview[0] : preview;
  }

  function formatUnknownItems(ctx) {
    return [ctx.stylize('<items unknown>', 'special')];
  }

  return {
    formatArray, formatIterator, formatMap, formatSet,
    formatTypedArray, formatUnknownItems, formatWeakMap, formatWeakSet, sizeOf,
  };
};
