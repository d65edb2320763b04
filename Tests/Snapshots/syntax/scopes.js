"use strict";
const limit = 2;
export function counter(start, step = () => limit) {
  let count = start;
  for (let i = 0; i < limit; i++) list.push(() => i);
  return { next: () => (count += step()), get value() { return count; } };
}
export default class Point extends Base {
  #x = 1;
  static origin = new Point(0);
  constructor(x) { super(); this.#x = x; }
  static { this.ready = true; }
}
