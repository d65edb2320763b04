// Integer loops: nested counting, bit operations and branches; no calls, no memory.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function collatz(limit) {
  let longest = 0;
  let best = 0;
  for (let start = 1; start < limit; start++) {
    let n = start;
    let length = 1;
    while (n !== 1) {
      n = (n & 1) === 0 ? n >> 1 : (3 * n + 1) >> 0;
      if (n < 0) break;
      length++;
    }
    if (length > longest) {
      longest = length;
      best = start;
    }
  }
  return best * 1000 + longest;
}
function grid(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      sum = (sum + ((i ^ j) & 15)) | 0;
      if ((i + j) % 7 === 3) sum--;
    }
  }
  return sum;
}
out(collatz(90000), grid(2200));
