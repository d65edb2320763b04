'use strict';
// internal/console/table: the drawing of console.table.

const { getStringWidth, inspect } = require('internal/util/inspect');
const types = internalBinding('types');

function shorten(value, options) {
  const depth = value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, ...options, depth });
}

function draw(head, columns) {
  const rows = Math.max(0, ...columns.map((c) => c.length));
  const widths = head.map((title, i) => {
    let width = getStringWidth(title);
    for (let r = 0; r < rows; r++) width = Math.max(width, columns[i][r] === undefined ? 0 : getStringWidth(columns[i][r]));
    return width + 2;
  });
  const line = (cells) => {
    const shown = cells.map((cell, i) => {
      return ` ${cell}${' '.repeat(widths[i] - getStringWidth(cell) - 1)}`;
    });
    return `│${shown.join('│')}│\n`;
  };
  const dashes = widths.map((w) => '─'.repeat(w));
  let out = `┌${dashes.join('┬')}┐\n${line(head)}├${dashes.join('┼')}┤\n`;
  for (let r = 0; r < rows; r++) out += line(columns.map((c) => c[r] ?? ''));
  return `${out}└${dashes.join('┴')}┘`;
}

/** The table of the data, one line a row; `properties` chooses and orders the columns. */
function tableOf(data, properties, options) {
  const show = (value) => shorten(value, options);
  const isMapIterator = types.isMapIterator(data);
  if (types.isMap(data) || isMapIterator) {
    const pairs = isMapIterator ? previewPairs(data) : [...data];
    if (!isMapIterator || pairs.keyed) {
      return draw(['(iteration index)', 'Key', 'Values'], [pairs.map((_, i) => `${i}`), pairs.map(([k]) => show(k)), pairs.map(([, v]) => show(v))]);
    }
    return draw(['(iteration index)', 'Values'], [pairs.map((_, i) => `${i}`), pairs.map(show)]);
  }
  if (types.isSet(data) || types.isSetIterator(data)) {
    const values = types.isSet(data) ? [...data] : previewPairs(data);
    return draw(['(iteration index)', 'Values'], [values.map((_, i) => `${i}`), values.map((v) => (values.keyed ? show(v[0]) : show(v)))]);
  }
  const columns = { __proto__: null };
  let hasPrimitives = false;
  const primitives = [];
  const indices = Object.keys(data);
  for (let i = 0; i < indices.length; i++) {
    const item = data[indices[i]];
    const primitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (primitive && properties === undefined) {
      hasPrimitives = true;
      primitives[i] = show(item);
      continue;
    }
    for (const key of properties || Object.keys(item)) {
      columns[key] ??= [];
      columns[key][i] = !primitive && Object.hasOwn(item, key) ? show(item[key]) : '';
    }
  }
  const keys = Object.keys(columns);
  const lists = Object.values(columns);
  if (hasPrimitives) {
    keys.push('Values');
    lists.push(primitives);
  }
  return draw(['(index)', ...keys], [indices, ...lists]);
}

function previewPairs(iterator) {
  const [entries, keyed] = internalBinding('util').previewEntries(iterator, true);
  if (!keyed) return entries;
  const pairs = [];
  for (let i = 0; i < entries.length; i += 2) pairs.push([entries[i], entries[i + 1]]);
  pairs.keyed = true;
  return pairs;
}

module.exports = { tableOf };
