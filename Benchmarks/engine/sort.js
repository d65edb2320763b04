// Sorting: numbers with a comparator, strings by default, objects by two keys, nearly sorted input.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
let seed = 12345;
function random() { seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff; return seed; }
let check = 0;
for (let round = 0; round < 22; round++) {
  const numbers = Array.from({ length: 20000 }, random);
  numbers.sort((a, b) => a - b);
  check = (check + numbers[100] + numbers[19999]) | 0;
  for (let i = 0; i < 50; i++) numbers[random() % 20000] = random();
  numbers.sort((a, b) => b - a);
  check = (check + numbers[7]) | 0;
}
for (let round = 0; round < 15; round++) {
  const words = Array.from({ length: 10000 }, () => 'w' + random().toString(36));
  words.sort();
  check = (check + words[0].length + words[5000].charCodeAt(2)) | 0;
}
const people = Array.from({ length: 20000 }, (_, i) => ({ age: random() % 80, name: 'n' + (random() % 1000), i }));
people.sort((a, b) => a.age - b.age || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
for (let i = 0; i < people.length; i += 97) check = (check * 31 + people[i].i) | 0;
out(check);
