'use strict';
// The v8 module, as far as it makes sense without V8. https://nodejs.org/docs/latest-v20.x/api/v8.html

const { codes } = require('internal/errors');

/** v8.getHeapStatistics() */
function getHeapStatistics() {
  const { heapTotal, heapUsed, external } = process.memoryUsage();
  const limit = internalBinding('v8').heapLimit();
  return {
    total_heap_size: heapTotal, total_heap_size_executable: 0, total_physical_size: heapTotal,
    total_available_size: Math.max(0, limit - heapUsed), used_heap_size: heapUsed, heap_size_limit: limit, malloced_memory: external,
    peak_malloced_memory: external, does_zap_garbage: 0, number_of_native_contexts: 1, number_of_detached_contexts: 0,
    total_global_handles_size: 0, used_global_handles_size: 0, external_memory: external,
  };
}

function unavailable(name) {
  return { [name]() { throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`v8.${name}()`); } }[name];
}

/** v8.deserialize(buffer) */
function deserialize(buffer) {
  if (ArrayBuffer.isView(buffer)) return internalBinding('v8').deserialize(buffer);
  const error = new TypeError('buffer must be a TypedArray or a DataView');
  error.code = 'ERR_INVALID_ARG_TYPE';
  throw error;
}

module.exports = {
  getHeapStatistics,
  getHeapSpaceStatistics: () => [],
  getHeapCodeStatistics: () => ({ code_and_metadata_size: 0, bytecode_and_metadata_size: 0, external_script_source_size: 0, cpu_profiler_metadata_size: 0 }),
  setFlagsFromString() {},
  cachedDataVersionTag: () => 0,
  getHeapSnapshot: unavailable('getHeapSnapshot'),
  writeHeapSnapshot: unavailable('writeHeapSnapshot'),
  serialize: (value) => internalBinding('v8').serialize(value),
  deserialize,
  takeCoverage() {},
  stopCoverage() {},
};
