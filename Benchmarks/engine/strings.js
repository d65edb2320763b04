// Reading strings: characters, searching, slicing, splitting, comparing and case.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
const words = 'the quick brown fox jumps over the lazy dog while the cat sleeps under a warm autumn sun'.split(' ');
const text = Array.from({ length: 400 }, (_, i) => words[(i * 7) % words.length]).join(' ');
let hash = 0;
for (let round = 0; round < 900; round++) {
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
}
let found = 0;
for (let round = 0; round < 9000; round++) {
  let at = 0;
  while ((at = text.indexOf('the', at)) !== -1) { found++; at += 3; }
  if (text.includes('winter')) found = -1;
  if (text.startsWith('the') && text.endsWith(words[3])) found++;
}
const counts = {};
for (let round = 0; round < 600; round++) {
  for (const word of text.split(' ')) {
    const key = word.slice(0, 3).toUpperCase();
    counts[key] = (counts[key] || 0) + 1;
  }
}
let order = 0;
for (let i = 0; i < 1500000; i++) order += words[i % 18] < words[(i + 5) % 18] ? 1 : 0;
let vowels = 0;
for (let round = 0; round < 120; round++) for (const ch of text) if ('aeiou'.includes(ch)) vowels++;
out(hash, found, Object.keys(counts).sort().join(''), order, vowels);
