'use strict';
// internal/fs/recursive-watch: fs.watch with `recursive` where the system watches single folders only: one watch for each folder,
// also for those that come later. https://nodejs.org/docs/latest-v20.x/api/fs.html#fswatchfilename-options-listener

const EventEmitter = require('events');
const fs = require('fs');
const path = require('path');
const binding = internalBinding('fs');
const { encoded } = require('internal/fs/utils');
const { uvException } = require('internal/errors');

class RecursiveWatcher extends EventEmitter {
  #root;
  #options;
  /** Handles by the folder's path below the root; the root's is ''. */
  #handles = new Map();
  #closed = false;
  #referenced = true;

  constructor(root, options) {
    super();
    this.#root = root;
    this.#options = options;
    this.#referenced = options.persistent !== false;
    this.#watch('');
    if (fs.statSync(root).isDirectory()) this.#enter('', false);
  }

  #watch(folder) {
    const handle = binding.watch(path.join(this.#root, folder), this.#referenced, false, (status, type, name) => {
      if (this.#closed) return;
      if (status < 0) this.#fail(status, folder);
      else this.#changed(folder, type, name);
    });
    this.#handles.set(folder, handle);
  }

  #fail(errno, folder) {
    const error = uvException({ errno, syscall: 'watch', path: path.join(this.#root, folder) });
    this.close();
    this.emit('error', error);
  }

  /** Watches what is in a folder; of a folder that is new, what is in it already is news too. */
  #enter(folder, tells) {
    let entries;
    try {
      entries = fs.readdirSync(path.join(this.#root, folder), { withFileTypes: true });
    } catch {
      // It went as fast as it came.
      return;
    }
    for (const entry of entries) {
      const name = path.join(folder, entry.name);
      if (tells) this.#tell('rename', name);
      if (entry.isDirectory() && !this.#handles.has(name)) this.#add(name, tells);
    }
  }

  #add(folder, tells) {
    try {
      this.#watch(folder);
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
      return;
    }
    this.#enter(folder, tells);
  }

  #changed(folder, type, name) {
    if (name === null) {
      this.#tell(type, null);
      return;
    }
    const full = path.join(folder, name);
    this.#tell(type, full);
    if (type !== 'rename' || this.#closed) return;
    const stats = fs.lstatSync(path.join(this.#root, full), { throwIfNoEntry: false });
    if (stats === undefined) this.#drop(full);
    else if (stats.isDirectory() && !this.#handles.has(full)) this.#add(full, true);
  }

  #tell(type, name) {
    if (!this.#closed) this.emit('change', type, name === null ? null : encoded(name, this.#options));
  }

  /** A folder is gone, and all below it. */
  #drop(folder) {
    for (const [name, handle] of this.#handles) {
      if (name !== folder && !name.startsWith(`${folder}/`)) continue;
      handle.close();
      this.#handles.delete(name);
    }
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const handle of this.#handles.values()) handle.close();
    this.#handles.clear();
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    this.#referenced = true;
    for (const handle of this.#handles.values()) handle.ref();
    return this;
  }

  unref() {
    this.#referenced = false;
    for (const handle of this.#handles.values()) handle.unref();
    return this;
  }
}

module.exports = { RecursiveWatcher };
