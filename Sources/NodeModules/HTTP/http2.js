'use strict';
// The http2 module: not part of this runtime. Requiring it works, so that programs may ask for it; using it fails clearly.

function missing(name) {
  return function() {
    const error = new Error(`http2.${name} is not available: this runtime has no HTTP/2`);
    error.code = 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM';
    throw error;
  };
}
module.exports = {
  connect: missing('connect'), createServer: missing('createServer'), createSecureServer: missing('createSecureServer'),
  Http2ServerRequest: missing('Http2ServerRequest'), Http2ServerResponse: missing('Http2ServerResponse'),
};
