'use strict';
// internal/child_process/sync: spawnSync, execFileSync and execSync.
// https://nodejs.org/docs/latest-v20.x/api/child_process.html#synchronous-process-creation

const { codes, errnoException } = require('internal/errors');
const { getValidStdio, signalName } = require('internal/child_process');
const binding = internalBinding('process_wrap');

/** The bytes for a child's descriptor. */
function inputBytes(input, name, encoding) {
  if (input === undefined || input === null) return undefined;
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (typeof input === 'string') return Buffer.from(input, encoding);
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

/**
 * Runs a normalized command to its end.
 * @returns {{pid, output, stdout, stderr, status, signal, error?}}
 */
function spawnSync(options) {
  const given = options.stdio || 'pipe';
  const { stdio: entries } = getValidStdio(given, true);
  const inputs = entries.map((entry, i) => {
    if (i === 0 && options.input != null) return inputBytes(options.input, 'options.stdio[0]', options.encoding);
    if (Array.isArray(given) && (typeof given[i] === 'string' ? false : ArrayBuffer.isView(given[i]))) return inputBytes(given[i], `options.stdio[${i}]`);
    return undefined;
  });
  // -1 ignores, -2 is a pipe.
  const kinds = entries.map((entry, i) => {
    if (entry.type === 'pipe' || (i === 0 && inputs[0] !== undefined)) return -2;
    return entry.type === 'ignore' ? -1 : entry.fd;
  });
  const raw = binding.spawnSync(
    options.file, options.args, options.envPairs, options.cwd, options.detached === true, options.uid, options.gid, kinds, inputs,
    options.timeout ?? 0, Number.isFinite(options.maxBuffer) ? options.maxBuffer : -1, options.killSignal ?? 15);

  const result = { pid: raw.pid, output: raw.output };
  const { encoding } = options;
  if (result.output && encoding && encoding !== 'buffer') {
    result.output = result.output.map((bytes) => (bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(encoding) : bytes));
  } else if (result.output) {
    result.output = result.output.map((bytes) => (bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : bytes));
  }
  const didRun = raw.pid > 0;
  const record = {
    status: didRun && raw.signal === 0 && raw.status !== undefined ? raw.status : null,
    signal: didRun && raw.signal > 0 ? signalName(raw.signal) : null,
    output: didRun ? result.output : null,
    pid: raw.pid,
    stdout: didRun ? result.output[1] : null,
    stderr: didRun ? result.output[2] : null,
  };
  if (raw.error) {
    const error = errnoException(raw.error, `spawnSync ${options.file}`);
    error.path = options.file;
    error.spawnargs = options.args.slice(1);
    return { error, ...record };
  }
  return record;
}

/** The error of a command that failed, for execSync and execFileSync. */
function checkExecSyncError(result, args, command) {
  let error;
  if (result.error) {
    error = result.error;
    Object.assign(error, result);
  } else if (result.status !== 0) {
    let message = `Command failed: ${command || args.join(' ')}`;
    if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
    error = new Error(message);
    Object.assign(error, result);
  }
  return error;
}

module.exports = { checkExecSyncError, spawnSync };
