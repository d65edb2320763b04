'use strict';
// swjs:jq: jq filters on values. NOTE: not in Node.
//
//   const jq = require('swjs:jq');
//   jq('.items[].id', data)          // all results, as an array
//   jq.first('.items | length', data)
//   const ids = jq.compile('.items[].id'); ids(data)
//
// Values go in and out as JSON, so that `undefined`, functions and NaN are what JSON.stringify makes of them.
const { Program } = internalBinding('data_formats');
const { validateString } = require('internal/validators');

/** A function that gives all results of a filter. Throws a SyntaxError when the filter is wrong. */
function compile(filter) {
  validateString(filter, 'filter');
  const program = new Program(filter);
  return (value) => {
    const results = program.run(JSON.stringify(value) ?? 'null');
    for (let i = 0; i < results.length; i++) results[i] = JSON.parse(results[i]);
    return results;
  };
}

/** All results of a filter on a value. Throws an Error with the code ERR_JQ when the filter fails on it. */
const jq = (filter, value) => compile(filter)(value);

module.exports = jq;
jq.jq = jq;
jq.compile = compile;
jq.first = (filter, value) => jq(filter, value)[0];
