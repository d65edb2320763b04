'use strict';
// setgroups, initgroups and the ids of users check their arguments; what is refused by the system says so.
const assert = require('assert');

assert.throws(() => process.setgroups(), { code: 'ERR_INVALID_ARG_TYPE', message: /"groups" argument must be an instance of Array/ });
assert.throws(() => process.setgroups([true]), { message: /"groups\[0\]" argument must be one of type number or string/ });
assert.throws(() => process.setgroups([1, -1]), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => process.setgroups(['no such group at all']), { code: 'ERR_UNKNOWN_CREDENTIAL' });
assert.throws(() => process.initgroups(), { message: /"user" argument must be one of type number or string/ });
assert.throws(() => process.initgroups('root'), { message: /"extraGroup" argument must be one of type number or string/ });
assert.throws(() => process.setSourceMapsEnabled(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.cpuUsage({ user: -1, system: 0 }), { code: 'ERR_INVALID_ARG_VALUE', name: 'RangeError' });
assert.throws(() => { delete process.exitCode; }, TypeError);
