'use strict';
// internal/performance: the global performance object: the clock, marks and measures.
// https://nodejs.org/docs/latest-v20.x/api/perf_hooks.html

const { now, timeOrigin } = internalBinding('performance');

/** class PerformanceEntry */
class PerformanceEntry {
  constructor(name, entryType, startTime, duration, detail) {
    Object.defineProperties(this, {
      name: { __proto__: null, value: name, enumerable: true },
      entryType: { __proto__: null, value: entryType, enumerable: true },
      startTime: { __proto__: null, value: startTime, enumerable: true },
      duration: { __proto__: null, value: duration, enumerable: true },
      detail: { __proto__: null, value: detail, enumerable: true },
    });
  }

  toJSON() {
    return { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration, detail: this.detail };
  }
}
class PerformanceMark extends PerformanceEntry {}
class PerformanceMeasure extends PerformanceEntry {}

let entries = [];

function timeOf(mark) {
  if (mark === undefined) return undefined;
  if (typeof mark === 'number') return mark;
  const found = entries.findLast((entry) => entry.entryType === 'mark' && entry.name === `${mark}`);
  if (found === undefined) throw new DOMException(`The "${mark}" performance mark has not been set`, 'SyntaxError');
  return found.startTime;
}

class Performance {
  get timeOrigin() {
    return timeOrigin;
  }

  now() {
    return now();
  }

  mark(name, options = {}) {
    const entry = new PerformanceMark(`${name}`, 'mark', options.startTime ?? now(), 0, options.detail ?? null);
    entries.push(entry);
    return entry;
  }

  measure(name, startOrOptions, endMark) {
    let [start, end, detail] = [timeOf(typeof startOrOptions === 'object' ? startOrOptions?.start : startOrOptions), timeOf(endMark), null];
    if (startOrOptions !== null && typeof startOrOptions === 'object') {
      end ??= timeOf(startOrOptions.end);
      detail = startOrOptions.detail ?? null;
      if (startOrOptions.duration !== undefined) {
        if (start === undefined) start = end - startOrOptions.duration;
        else end = start + startOrOptions.duration;
      }
    }
    start ??= 0;
    end ??= now();
    const entry = new PerformanceMeasure(`${name}`, 'measure', start, end - start, detail);
    entries.push(entry);
    return entry;
  }

  getEntries() {
    return entries.slice().sort((a, b) => a.startTime - b.startTime);
  }

  getEntriesByName(name, type) {
    return this.getEntries().filter((entry) => entry.name === name && (type === undefined || entry.entryType === type));
  }

  getEntriesByType(type) {
    return this.getEntries().filter((entry) => entry.entryType === type);
  }

  clearMarks(name) {
    entries = entries.filter((entry) => entry.entryType !== 'mark' || (name !== undefined && entry.name !== name));
  }

  clearMeasures(name) {
    entries = entries.filter((entry) => entry.entryType !== 'measure' || (name !== undefined && entry.name !== name));
  }

  eventLoopUtilization() {
    const [idle, active] = internalBinding('performance').loopTimes();
    return { idle, active, utilization: idle + active === 0 ? 0 : active / (idle + active) };
  }

  timerify(fn) {
    require('internal/validators').validateFunction(fn, 'fn');
    return fn;
  }

  toJSON() {
    return { timeOrigin, nodeTiming: {}, eventLoopUtilization: this.eventLoopUtilization() };
  }
}
Object.defineProperty(Performance.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'Performance' });

module.exports = { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, performance: new Performance() };
