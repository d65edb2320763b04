'use strict';
// internal/http/early-hints: response.writeEarlyHints.
// https://nodejs.org/docs/latest-v20.x/api/http.html#responsewriteearlyhintshints-callback

const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { validateHeaderName } = require('internal/http/outgoing');

const linkValue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

/** response.writeEarlyHints(hints[, callback]) */
function writeEarlyHints(response, hints, callback) {
  let head = 'HTTP/1.1 103 Early Hints\r\n';
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const links = Array.isArray(hints.link) ? hints.link : [hints.link];
  for (const link of links) {
    if (typeof link !== 'string' || !linkValue.test(link)) {
      throw new codes.ERR_INVALID_ARG_VALUE('hints', hints.link,
        'must be an array or string of format "</styles.css>; rel=preload; as=style"');
    }
  }
  if (links.length === 0) return;
  head += `Link: ${links.join(', ')}\r\n`;
  for (const key of Object.keys(hints)) {
    if (key === 'link') continue;
    validateHeaderName(key);
    head += `${key}: ${hints[key]}\r\n`;
  }
  head += '\r\n';
  response._writeRaw(head, 'latin1', callback);
}

module.exports = { writeEarlyHints };
