// Making strings: concatenation in loops, templates, join, number conversions, padding, repeated flattening.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
let s = '';
for (let i = 0; i < 4000000; i++) s += i & 7;
let total = s.length + s.charCodeAt(777777);
const parts = [];
for (let i = 0; i < 500000; i++) parts.push(`item ${i}: <${i * 3}>`);
total += parts.join(',').length;
for (let i = 0; i < 400000; i++) total += ('n' + i + '-' + (i / 2) + '-' + i.toString(16)).length;
for (let i = 0; i < 150000; i++) total += String(i).padStart(8, '0').charCodeAt(3);
for (let i = 0; i < 400; i++) { let line = ''; for (let j = 0; j < 400; j++) { line = line + String.fromCharCode(97 + (j % 26)); if (j % 50 === 0) total += line.indexOf('z'); } total += line.length; }
for (let i = 0; i < 60000; i++) total += (i * 1.1).toFixed(2).length + parseInt('12' + i, 10) % 10;
out(total);
