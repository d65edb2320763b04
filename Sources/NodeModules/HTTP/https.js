'use strict';
// The https module: there is no TLS in this runtime. Requiring it works, so that programs may ask for it; using it fails clearly.

function missing(name) {
  return function() {
    const error = new Error(`https.${name} is not available: this runtime has no TLS`);
    error.code = 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM';
    throw error;
  };
}
module.exports = {
  Agent: missing('Agent'), Server: missing('Server'), createServer: missing('createServer'), get: missing('get'), request: missing('request'),
};
