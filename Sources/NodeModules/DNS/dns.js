'use strict';
// The dns module: names are resolved by the system. https://nodejs.org/docs/latest-v20.x/api/dns.html

const { codes, dnsException } = require('internal/errors');
const { validateBoolean, validateFunction, validateNumber, validateOneOf, validatePort, validateString } = require('internal/validators');
const { isIP } = require('net');
const binding = internalBinding('cares_wrap');
const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = binding;

let resultOrder = 'verbatim';
const orders = ['verbatim', 'ipv4first'];

/** The options of lookup, checked: { family, hints, all, order }. */
function lookupOptions(hostname, options) {
  let family = 0;
  let hints = 0;
  let all = false;
  let order = resultOrder;
  if (hostname) validateString(hostname, 'hostname');
  if (typeof options === 'number') {
    validateOneOf(options, 'family', [0, 4, 6]);
    family = options;
  } else if (options !== undefined && options !== null && typeof options !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  } else if (options) {
    if (options.hints != null) {
      validateNumber(options.hints, 'options.hints');
      hints = options.hints >>> 0;
      if ((hints & ~(AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED)) !== 0) throw new codes.ERR_INVALID_ARG_VALUE('hints', hints);
    }
    if (options.family != null) {
      if (options.family === 'IPv4') family = 4;
      else if (options.family === 'IPv6') family = 6;
      else {
        validateOneOf(options.family, 'options.family', [0, 4, 6]);
        family = options.family;
      }
    }
    if (options.all != null) {
      validateBoolean(options.all, 'options.all');
      all = options.all;
    }
    if (options.verbatim != null) {
      validateBoolean(options.verbatim, 'options.verbatim');
      order = options.verbatim ? 'verbatim' : 'ipv4first';
    }
    if (options.order != null) {
      validateOneOf(options.order, 'options.order', orders);
      order = options.order;
    }
  }
  return { family, hints, all, order };
}

/** Looks up; `done(error, list)` with `{ address, family }` objects. */
function find(hostname, { family, hints, order }, done, syscall = 'getaddrinfo') {
  const finish = (error, addresses) => {
    if (error) return done(dnsException(error, syscall, hostname));
    let list = addresses.map((address) => ({ address, family: isIP(address) }));
    if (order === 'ipv4first') list = [...list.filter((e) => e.family === 4), ...list.filter((e) => e.family !== 4)];
    if (list.length === 0) return done(dnsException(-3008, syscall, hostname));
    done(null, list);
  };
  const error = binding.lookup(hostname, family, hints, finish);
  if (error) process.nextTick(finish, error);
}

/** dns.lookup(hostname[, options], callback) */
function lookup(hostname, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  } else {
    validateFunction(callback, 'callback');
  }
  if (typeof callback !== 'function') validateFunction(callback, 'callback');
  const settings = lookupOptions(hostname, options);
  const answer = (list) => {
    if (settings.all) callback(null, list);
    else callback(null, list[0]?.address ?? null, list[0]?.family ?? (settings.family === 6 ? 6 : 4));
  };
  if (!hostname) {
    process.nextTick(answer, []);
    return {};
  }
  const family = isIP(hostname);
  if (family) {
    process.nextTick(answer, [{ address: hostname, family }]);
    return {};
  }
  find(hostname, settings, (error, list) => (error ? callback(error) : answer(list)));
  return {};
}
Object.defineProperty(lookup, require('internal/util').customPromisifyArgs, { __proto__: null, value: ['address', 'family'], enumerable: false });

/** dns.lookupService(address, port, callback) */
function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new codes.ERR_MISSING_ARGS('address', 'port', 'callback');
  if (isIP(address) === 0) throw new codes.ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  validateFunction(callback, 'callback');
  const finish = (error, hostname, service) => {
    if (error) callback(dnsException(error, 'getnameinfo', address));
    else callback(null, hostname, service);
  };
  const error = binding.lookupService(address, +port, finish);
  if (error) throw dnsException(error, 'getnameinfo', address);
  return {};
}
Object.defineProperty(lookupService, require('internal/util').customPromisifyArgs, { __proto__: null, value: ['hostname', 'service'], enumerable: false });

/** dns.resolve4 and resolve6, by the system's resolver. NOTE: there is no TTL; the option `ttl` is refused. */
function resolver(name, family) {
  return function(hostname, options, callback) {
    if (typeof options === 'function') {
      callback = options;
      options = undefined;
    }
    validateString(hostname, 'name');
    validateFunction(callback, 'callback');
    if (options?.ttl) {
      process.nextTick(callback, notAvailable(name, hostname, 'its option ttl'));
      return {};
    }
    find(hostname, { family, hints: 0, order: 'verbatim' }, (error, list) => {
      if (error) callback(error);
      else callback(null, list.map((entry) => entry.address));
    }, name);
    return {};
  };
}
const resolve4 = resolver('queryA', 4);
const resolve6 = resolver('queryAaaa', 6);

function notAvailable(syscall, hostname, what = 'this query') {
  const error = new Error(`${syscall} ENOTIMP ${hostname}: ${what} is not available, names are resolved by the system only`);
  error.code = 'ENOTIMP';
  error.syscall = syscall;
  error.hostname = hostname;
  return error;
}

function missing(syscall) {
  return function(hostname, ...rest) {
    const callback = rest[rest.length - 1];
    validateString(hostname, 'name');
    validateFunction(callback, 'callback');
    process.nextTick(callback, notAvailable(syscall, hostname));
    return {};
  };
}

const queries = {
  resolve4, resolve6, resolveAny: missing('queryAny'), resolveCaa: missing('queryCaa'), resolveCname: missing('queryCname'),
  resolveMx: missing('queryMx'), resolveNaptr: missing('queryNaptr'), resolveNs: missing('queryNs'), resolvePtr: missing('queryPtr'),
  resolveSoa: missing('querySoa'), resolveSrv: missing('querySrv'), resolveTxt: missing('queryTxt'), reverse: missing('getHostByAddr'),
};
const types = {
  __proto__: null, A: 'resolve4', AAAA: 'resolve6', ANY: 'resolveAny', CAA: 'resolveCaa', CNAME: 'resolveCname', MX: 'resolveMx',
  NAPTR: 'resolveNaptr', NS: 'resolveNs', PTR: 'resolvePtr', SOA: 'resolveSoa', SRV: 'resolveSrv', TXT: 'resolveTxt',
};

/** dns.resolve(hostname[, rrtype], callback) */
function resolve(hostname, type, callback) {
  if (typeof type === 'function') {
    callback = type;
    type = 'A';
  }
  if (typeof type !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('rrtype', 'string', type);
  const name = types[type];
  if (name === undefined) throw new codes.ERR_INVALID_ARG_VALUE('rrtype', type);
  return queries[name](hostname, callback);
}

let servers;
/** dns.getServers() */
function getServers() { return servers ? [...servers] : binding.getServers(); }

/** dns.setServers(servers). NOTE: only told back: the system resolves. */
function setServers(list) {
  require('internal/validators').validateArray(list, 'servers');
  list.forEach((entry, i) => {
    validateString(entry, `servers[${i}]`);
    const address = /^\[([^[\]]*)\]/.exec(entry)?.[1] ?? (isIP(entry) ? entry : entry.replace(/:\d+$/, ''));
    if (!isIP(address)) throw new codes.ERR_INVALID_IP_ADDRESS(entry);
  });
  servers = list.map((entry) => entry.replace(/^\[([^[\]]*)\](?::53)?$/, '$1').replace(/^([\d.]+):53$/, '$1'));
}

/** new dns.Resolver() */
class Resolver {
  cancel() {}
  getServers() { return getServers(); }
  setServers(list) { setServers(list); }
  setLocalAddress() {}
  resolve(...args) { return resolve(...args); }
}
for (const name of Object.keys(queries)) Resolver.prototype[name] = queries[name];

const errorCodes = {
  NODATA: 'ENODATA', FORMERR: 'EFORMERR', SERVFAIL: 'ESERVFAIL', NOTFOUND: 'ENOTFOUND', NOTIMP: 'ENOTIMP', REFUSED: 'EREFUSED',
  BADQUERY: 'EBADQUERY', BADNAME: 'EBADNAME', BADFAMILY: 'EBADFAMILY', BADRESP: 'EBADRESP', CONNREFUSED: 'ECONNREFUSED',
  TIMEOUT: 'ETIMEOUT', EOF: 'EOF', FILE: 'EFILE', NOMEM: 'ENOMEM', DESTRUCTION: 'EDESTRUCTION', BADSTR: 'EBADSTR', BADFLAGS: 'EBADFLAGS',
  NONAME: 'ENONAME', BADHINTS: 'EBADHINTS', NOTINITIALIZED: 'ENOTINITIALIZED', LOADIPHLPAPI: 'ELOADIPHLPAPI',
  ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS', CANCELLED: 'ECANCELLED',
};

module.exports = {
  ADDRCONFIG: AI_ADDRCONFIG, ALL: AI_ALL, V4MAPPED: AI_V4MAPPED, Resolver, ...errorCodes, ...queries,
  getDefaultResultOrder: () => resultOrder,
  setDefaultResultOrder(value) {
    validateOneOf(value, 'dnsOrder', orders);
    resultOrder = value;
  },
  getServers, setServers, lookup, lookupService, resolve,
};
Object.defineProperty(module.exports, 'promises', {
  __proto__: null, configurable: true, enumerable: true, get: () => require('dns/promises'),
});
