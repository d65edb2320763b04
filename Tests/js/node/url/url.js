'use strict';
// The URL class: parts, resolution, setters, errors, search parameters.
const assert = require('assert');

const u = new URL('https://user:p%40ss@Example.ORG:8080/a/../b?x=1&y=%20#frag');
assert.deepStrictEqual([u.protocol, u.username, u.password, u.hostname, u.port, u.pathname, u.search, u.hash, u.origin], ['https:', 'user', 'p%40ss', 'example.org', '8080', '/b', '?x=1&y=%20', '#frag', 'https://example.org:8080']);
assert.strictEqual(new URL('../c?q', 'http://h/a/b/').href, 'http://h/a/c?q');
assert.strictEqual(new URL('http://h:80/ä b').href, 'http://h/%C3%A4%20b');
assert.strictEqual(new URL('http://[::1]:3000/').hostname, '[::1]');
assert.strictEqual(new URL('http://0x7f.1/').hostname, '127.0.0.1');
assert.strictEqual(new URL('file:///a/b').pathname, '/a/b');
u.port = ''; u.pathname = 'x y'; u.searchParams.append('z', 'ä&');
assert.strictEqual(u.href, 'https://user:p%40ss@example.org/x%20y?x=1&y=+&z=%C3%A4%26#frag');
assert.throws(() => new URL('nope'), { code: 'ERR_INVALID_URL', name: 'TypeError', message: 'Invalid URL' });
assert.strictEqual(URL.canParse('x:y'), true);
const p = new URLSearchParams('a=1&b=2&a=3&c');
assert.deepStrictEqual([p.get('a'), p.getAll('a'), p.has('c'), p.get('c'), p.get('n'), String(p)], ['1', ['1', '3'], true, '', null, 'a=1&b=2&a=3&c=']);
p.sort(); p.delete('b'); p.set('a', 'x');
assert.deepStrictEqual([...p], [['a', 'x'], ['c', '']]);
assert.strictEqual(String(new URLSearchParams({ q: 'a b', r: '+' })), 'q=a+b&r=%2B');
const url = require('url');
assert.strictEqual(url.fileURLToPath('file:///a%20b'), '/a b');
assert.strictEqual(url.pathToFileURL('/a b#').href, 'file:///a%20b%23');
const legacy = url.parse('/p?x=1&y=2#h', true);
assert.deepStrictEqual([legacy.pathname, legacy.query.y, legacy.hash], ['/p', '2', '#h']);
