'use strict';
// A thrown value that is no Error is shown with the place that threw it.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const plain = await runSource('\nfunction f() { throw { a: 1 }; }\nf();');
  assert.strictEqual(plain.code, 1);
  assert.ok(/main\.js:2\nfunction f\(\) \{ throw \{ a: 1 \}; \}\n {15}\^\n\{ a: 1 \}\n\nNode/.test(plain.stderr), plain.stderr);
  const text = await runSource('try { throw "first"; } catch {}\nprocess.nextTick(() => {\n  throw "second";\n});');
  assert.ok(/main\.js:3\n {2}throw "second";\n {2}\^\nsecond\n/.test(text.stderr), text.stderr);
  const six = await runSource('process._fatalException = undefined; throw 1;');
  assert.strictEqual(six.code, 6);
})().then(mustCall());
