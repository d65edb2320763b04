// Regular expressions: test, exec with groups, global match, replace with a function, split, sticky.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
const log = [];
for (let i = 0; i < 400; i++) log.push(`2024-0${1 + i % 9}-1${i % 10} host${i % 7}.example.org GET /path/${i}/item?id=${i * 3}&name=n${i} HTTP/1.1 ${200 + i % 4} ${i * 17}`);
const line = /^(\d{4})-(\d\d)-(\d\d) ([\w.]+) (GET|POST) (\S+) HTTP\/1\.[01] (\d{3}) (\d+)$/;
let bytes = 0, hits = 0, replaced = 0, tokens = 0, fields = 0;
for (let round = 0; round < 160; round++) {
  for (const entry of log) {
    const m = line.exec(entry);
    if (m) bytes += +m[8] + m[6].length;
    if (/name=n\d*7\b/.test(entry)) hits++;
  }
}
const all = log.join('\n');
for (let round = 0; round < 50; round++) {
  replaced += all.replace(/(\w+)=(\w+)/g, (_, k, v) => v + ':' + k).length;
  tokens += all.match(/[a-z]+/gi).length;
  fields += all.split(/[\s?&/]+/).length;
}
const lexer = /\s*(?:(\d+)|([a-z]\w*)|(.))/gy;
const source = 'let x1 = 42 + foo(bar, 7) * (y - 100);'.repeat(1500);
let kinds = 0, m;
while ((m = lexer.exec(source)) !== null) kinds += m[1] ? 1 : m[2] ? 10 : 100;
out(bytes, hits, replaced, tokens, fields, kinds);
