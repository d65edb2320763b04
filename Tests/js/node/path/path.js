'use strict';
// path.posix: join, resolve, normalize, relative, parse, format and the rest.
const assert = require('assert');

const path = require('path');
assert.strictEqual(path.join('/a', '..', 'b', './c//d', ''), '/b/c/d');
assert.strictEqual(path.join(''), '.');
assert.strictEqual(path.join('a', '../../..'), '../..');
assert.strictEqual(path.resolve('/a/b', '../c', './d'), '/a/c/d');
assert.strictEqual(path.resolve('x'), process.cwd() + '/x');
assert.strictEqual(path.normalize('/a/./b//../c/'), '/a/c/');
assert.strictEqual(path.relative('/a/b/c', '/a/d'), '../../d');
assert.strictEqual(path.relative('/a', '/a'), '');
assert.deepStrictEqual(path.parse('/home/u/f.tar.gz'), { root: '/', dir: '/home/u', base: 'f.tar.gz', ext: '.gz', name: 'f.tar' });
assert.strictEqual(path.format({ dir: '/x', name: 'n', ext: '.e' }), '/x/n.e');
assert.strictEqual(path.basename('/a/b.html', '.html'), 'b');
assert.strictEqual(path.basename('/a/b/'), 'b');
assert.deepStrictEqual([path.extname('.bashrc'), path.extname('a.'), path.extname('a.b.c')], ['', '.', '.c']);
assert.deepStrictEqual([path.dirname('/a'), path.dirname('a'), path.dirname('/a/b/')], ['/', '.', '/a']);
assert.ok(path.isAbsolute('/x') && !path.isAbsolute('x') && path.sep === '/' && path.posix === path);
assert.throws(() => path.join(5), { code: 'ERR_INVALID_ARG_TYPE', message: 'The "path" argument must be of type string. Received type number (5)' });
assert.strictEqual(path.win32.join('a', 'b'), 'a\\b');
