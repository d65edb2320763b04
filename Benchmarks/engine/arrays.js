// Dense arrays: a sieve, growth, queue operations, and the callbacks of Array.prototype.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function sieve(n) {
  const composite = new Array(n + 1).fill(false);
  let count = 0;
  for (let i = 2; i <= n; i++) {
    if (composite[i]) continue;
    count++;
    for (let j = i * 2; j <= n; j += i) composite[j] = true;
  }
  return count;
}
let sum = 0;
for (let round = 0; round < 12; round++) {
  const list = [];
  for (let i = 0; i < 40000; i++) list.push((i * 7919) & 1023);
  sum += list.map((x) => x + 1).filter((x) => x & 1).reduce((a, b) => a + b, 0);
  sum += list.indexOf(-1) + list.slice(100, 200).length + list.concat([1, 2]).length;
  while (list.length > 20000) sum = (sum + list.pop()) | 0;
  list.reverse();
  list.forEach((x, i) => { sum = (sum + x * (i & 3)) | 0; });
}
const queue = [];
for (let i = 0; i < 300000; i++) {
  queue.push(i);
  if (queue.length > 50) sum = (sum + queue.shift()) | 0;
}
const matrix = [];
for (let i = 0; i < 120; i++) { matrix.push([]); for (let j = 0; j < 120; j++) matrix[i].push((i * j) & 15); }
for (let i = 0; i < 120; i++) for (let j = 0; j < 120; j++) { let s = 0; for (let k = 0; k < 120; k++) s += matrix[i][k] * matrix[k][j]; sum = (sum + s) | 0; }
out(sieve(800000), sum);
