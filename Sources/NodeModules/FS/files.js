'use strict';
// internal/fs/files: reading and writing whole files in the background, for the callback and the promise forms.

const binding = internalBinding('fs');
const { bytesToWrite, stringToFlags } = require('internal/fs/utils');
const { AbortError } = require('internal/errors');

/** A call of the binding as a promise. */
function promised(call, ...args) {
  return new Promise((resolve, reject) => {
    call(...args, (error, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}

function checkAborted(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

async function readDescriptor(fd, signal) {
  const values = await promised(binding.fstat, fd);
  const isRegular = (values[1] & 0o170000) === 0o100000;
  const size = isRegular ? values[8] : 0;
  if (size > 2 ** 31 - 1) throw new (require('internal/errors').codes.ERR_FS_FILE_TOO_LARGE)(size);
  const chunks = [];
  let total = 0;
  while (true) {
    checkAborted(signal);
    // One byte more than expected, so that the end is seen without another call when the size is right.
    const buffer = Buffer.allocUnsafeSlow(size > total ? Math.min(size - total, 1 << 29) : 65536);
    const count = await promised(binding.read, fd, buffer, 0, buffer.length, -1);
    if (count === 0) break;
    chunks.push(count === buffer.length ? buffer : buffer.subarray(0, count));
    total += count;
    if (size > 0 && total >= size) break;
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, total);
}

/** The content of a file, by path or descriptor. */
async function readWhole(target, options) {
  checkAborted(options.signal);
  const isFd = typeof target === 'number';
  const fd = isFd ? target : await promised(binding.open, target, stringToFlags(options.flag ?? 'r'), 0o666);
  let data;
  try {
    data = await readDescriptor(fd, options.signal);
  } finally {
    if (!isFd) await promised(binding.close, fd);
  }
  return options.encoding && options.encoding !== 'buffer' ? data.toString(options.encoding) : data;
}

async function writeBytes(fd, bytes, signal) {
  let offset = 0;
  // Who may cancel is asked now and then.
  const most = signal ? 512 * 1024 : bytes.byteLength;
  while (offset < bytes.byteLength) {
    checkAborted(signal);
    offset += await promised(binding.write, fd, bytes, offset, Math.min(most, bytes.byteLength - offset), null);
  }
}

/** Writes a file, by path or descriptor: a string, a view, or (promise form) an iterable of them. */
async function writeWhole(target, data, options) {
  checkAborted(options.signal);
  const isFd = typeof target === 'number';
  const fd = isFd ? target : await promised(binding.open, target, stringToFlags(options.flag), options.mode);
  try {
    checkAborted(options.signal);
    if (typeof data !== 'string' && !ArrayBuffer.isView(data) && data !== null && (data[Symbol.asyncIterator] || data[Symbol.iterator])) {
      for await (const chunk of data) await writeBytes(fd, bytesToWrite(chunk, options.encoding), options.signal);
    } else {
      await writeBytes(fd, bytesToWrite(data, options.encoding), options.signal);
    }
    // By the function of the module, which programs may have replaced.
    if (options.flush) await promised(require('fs').fsync, fd);
  } finally {
    if (!isFd) await promised(binding.close, fd);
  }
}

module.exports = { checkAborted, promised, readDescriptor, readWhole, writeBytes, writeWhole };
