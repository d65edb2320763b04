'use strict';
// The dns/promises module. https://nodejs.org/docs/latest-v20.x/api/dns.html#dns-promises-api

const dns = require('dns');

/** A function that answers with a promise; `shape` makes its value of the callback's values. */
function promised(name, shape = (value) => value) {
  return function(...args) {
    return new Promise((resolve, reject) => {
      dns[name](...args, (error, ...values) => (error ? reject(error) : resolve(shape(...values))));
    });
  };
}

const functions = {};
for (const name of ['resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr', 'resolveNs',
  'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTxt', 'reverse']) {
  functions[name] = promised(name);
}
class Resolver {
  cancel() {}
  getServers() { return dns.getServers(); }
  setServers(list) { dns.setServers(list); }
  setLocalAddress() {}
}
Object.assign(Resolver.prototype, functions);

const { getDefaultResultOrder, setDefaultResultOrder, getServers, setServers } = dns;
const names = Object.keys(dns).filter((name) => name === name.toUpperCase() && typeof dns[name] === 'string');

module.exports = {
  ...functions,
  ...Object.fromEntries(names.map((name) => [name, dns[name]])),
  lookup: promised('lookup', (address, family) => (Array.isArray(address) ? address : { address, family })),
  lookupService: promised('lookupService', (hostname, service) => ({ hostname, service })),
  Resolver, getDefaultResultOrder, getServers, setDefaultResultOrder, setServers,
};
