'use strict';
// swjs:yaml: YAML 1.2 by the core schema. NOTE: not in Node.
//
//   const yaml = require('swjs:yaml');
//   yaml.parse('a: [1, no]')         // { a: [1, 'no'] }
//   yaml.parseAll('1\n---\n2')       // [1, 2]
const { parseYAML } = internalBinding('data_formats');

/** All documents of a text. Throws a SyntaxError with `line` and `column`. */
function parseAll(text) {
  const documents = parseYAML(String(text));
  for (let i = 0; i < documents.length; i++) documents[i] = JSON.parse(documents[i]);
  return documents;
}

/** The one document of a text; undefined when there is none. */
function parse(text) {
  const documents = parseAll(text);
  if (documents.length > 1) throw new SyntaxError(`the text has ${documents.length} documents: use parseAll`);
  return documents[0];
}

module.exports = { parse, parseAll };
