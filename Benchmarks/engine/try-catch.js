// Exceptions: try blocks that never throw, throws caught near and far, finally, and rethrowing.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function safe(x) { try { return x + 1; } finally { count++; } }
function deep(n) { if (n === 0) throw new RangeError('bottom'); return deep(n - 1) + 1; }
function attempt(i) {
  try {
    if ((i & 7) === 0) throw i;
    return i;
  } catch (e) {
    return -e;
  }
}
function wrap(n) {
  try {
    try { deep(n); } catch (e) { throw new TypeError(e.message); } finally { count++; }
  } catch (e) {
    return e.name.length;
  }
}
let count = 0, sum = 0;
for (let i = 0; i < 3000000; i++) sum = (safe(sum) + 1) | 0;
for (let i = 0; i < 2000000; i++) sum = (sum + attempt(i)) | 0;
for (let i = 0; i < 25000; i++) sum += wrap(i & 15);
for (let i = 0; i < 40000; i++) { try { null.x; } catch (e) { sum += e instanceof TypeError ? 1 : 0; } }
out(sum, count);
