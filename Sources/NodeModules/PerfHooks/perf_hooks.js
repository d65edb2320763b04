'use strict';
// The perf_hooks module: the global performance object. https://nodejs.org/docs/latest-v20.x/api/perf_hooks.html

const { codes } = require('internal/errors');
const { PerformanceEntry, PerformanceMark, PerformanceMeasure } = require('internal/performance');

class PerformanceObserver {
  static get supportedEntryTypes() { return []; }
  constructor() { throw new codes.ERR_NOT_SUPPORTED_IN_RUNTIME('perf_hooks.PerformanceObserver'); }
}

module.exports = {
  performance: globalThis.performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  constants: {},
  monitorEventLoopDelay() { throw new codes.ERR_NOT_SUPPORTED_IN_RUNTIME('perf_hooks.monitorEventLoopDelay()'); },
  createHistogram() { throw new codes.ERR_NOT_SUPPORTED_IN_RUNTIME('perf_hooks.createHistogram()'); },
};
