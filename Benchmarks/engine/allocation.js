// Making and dropping small objects; a part of them stays alive for a while.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
function tree(depth) { return depth === 0 ? { left: null, right: null } : { left: tree(depth - 1), right: tree(depth - 1) }; }
function check(node) { return node.left === null ? 1 : 1 + check(node.left) + check(node.right); }
let total = 0;
const kept = tree(15);
for (let i = 0; i < 150; i++) total += check(tree(12));
total += check(kept);
let list = null;
for (let i = 0; i < 1600000; i++) {
  list = { value: i, next: (i & 1023) === 0 ? null : list };
  total = (total + [i, i + 1].length) | 0;
}
let length = 0;
for (let node = list; node; node = node.next) length += node.value & 1;
out(total, length);
