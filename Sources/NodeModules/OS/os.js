'use strict';
// The os module. https://nodejs.org/docs/latest-v20.x/api/os.html

const binding = internalBinding('os');
const { validateInt32 } = require('internal/validators');

const [sysname, release, version, machine] = binding.uname();

/** Functions that give the same answer each time also convert to it. */
function constant(name, value) {
  const result = { [name]: () => value }[name];
  result[Symbol.toPrimitive] = () => value;
  return result;
}

function withPrimitive(f) {
  f[Symbol.toPrimitive] = () => f();
  return f;
}

const tmpdir = withPrimitive(function tmpdir() {
  const { TMPDIR, TMP, TEMP } = process.env;
  const path = TMPDIR || TMP || TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
});

function prefixLength(netmask, family) {
  const parts = family === 'IPv4' ? netmask.split('.').map(Number) : expandIPv6(netmask);
  let bits = 0;
  for (const part of parts) for (let value = part; value; value &= value - 1) bits++;
  return bits;
}
function expandIPv6(address) {
  const [head, tail] = address.split('::');
  const parse = (text) => (text ? text.split(':').map((part) => parseInt(part, 16)) : []);
  const [a, b] = [parse(head), parse(tail)];
  return tail === undefined ? a : [...a, ...new Array(8 - a.length - b.length).fill(0), ...b];
}

function networkInterfaces() {
  const result = {};
  for (const [name, address, netmask, family, mac, internal, scopeid] of binding.interfaces()) {
    const entry = { address, netmask, family, mac, internal, cidr: `${address}/${prefixLength(netmask, family)}` };
    if (family === 'IPv6') entry.scopeid = scopeid;
    (result[name] ??= []).push(entry);
  }
  return result;
}

function systemError(code, syscall) {
  const { errname, uvErrmapGet } = require('internal/errors');
  const { codes } = require('internal/errors');
  return new codes.ERR_SYSTEM_ERROR({ syscall, code: errname(code), message: uvErrmapGet(code)[1], errno: code });
}

function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  const answer = binding.getPriority(pid);
  if (Array.isArray(answer)) throw systemError(answer[0], 'uv_os_getpriority');
  return answer;
}

function setPriority(pid, priority) {
  if (priority === undefined) [pid, priority] = [0, pid];
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  const code = binding.setPriority(pid, priority);
  if (code < 0) throw systemError(code, 'uv_os_setpriority');
}

function userInfo(options) {
  const info = binding.userInfo();
  if (options?.encoding === 'buffer') {
    for (const name of ['username', 'homedir', 'shell']) if (info[name] !== null) info[name] = Buffer.from(info[name]);
  }
  return info;
}

module.exports = {
  arch: constant('arch', process.arch),
  availableParallelism: withPrimitive(function availableParallelism() { return binding.availableParallelism(); }),
  cpus: () => binding.cpus(),
  endianness: constant('endianness', 'LE'),
  freemem: withPrimitive(function freemem() { return binding.freemem(); }),
  getPriority,
  homedir: withPrimitive(function homedir() { return binding.homedir(); }),
  hostname: withPrimitive(function hostname() { return binding.hostname(); }),
  loadavg: () => binding.loadavg(),
  networkInterfaces,
  platform: constant('platform', process.platform),
  release: constant('release', release),
  setPriority,
  tmpdir,
  totalmem: withPrimitive(function totalmem() { return binding.totalmem(); }),
  type: constant('type', sysname),
  userInfo,
  uptime: withPrimitive(function uptime() {
    const seconds = binding.uptime();
    return seconds > 60 ? Math.floor(seconds) : seconds;
  }),
  version: constant('version', version),
  machine: constant('machine', machine),
};
const constants = Object.freeze({
  __proto__: null,
  UV_UDP_REUSEADDR: 4,
  dlopen: Object.freeze({ __proto__: null, RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8 }),
  errno: Object.freeze({ __proto__: null, ...binding.errno }),
  signals: Object.freeze({ __proto__: null, ...binding.signals }),
  priority: Object.freeze({ __proto__: null, PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20 }),
});
Object.defineProperties(module.exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  EOL: { __proto__: null, configurable: true, enumerable: true, writable: false, value: '\n' },
  devNull: { __proto__: null, configurable: true, enumerable: true, writable: false, value: '/dev/null' },
});
