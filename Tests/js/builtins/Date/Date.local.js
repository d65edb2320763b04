'use strict';
// Local time with daylight saving, in a process with TZ set.
const assert = require('assert');
const { runSource, mustCall } = require('../../common');

(async () => {
  const { stdout } = await runSource(`
    const d = new Date(2021, 6, 4, 12, 0, 0);
    console.log(d.toString());
    console.log(d.getTimezoneOffset(), new Date(2021, 0, 4).getTimezoneOffset());
    console.log(new Date(2021, 2, 14, 2, 30).toISOString(), new Date(2021, 10, 7, 1, 30).toISOString());
    console.log(new Date('2021-07-04T12:00').toISOString());
    console.log(d.toDateString() + '|' + d.toTimeString());
    d.setHours(36);
    console.log(d.getDate(), d.getHours());`, { env: { TZ: 'America/New_York' } });
  assert.deepStrictEqual(stdout.trim().split('\n'), [
    'Sun Jul 04 2021 12:00:00 GMT-0400 (Eastern Daylight Time)', '240 300', '2021-03-14T07:30:00.000Z 2021-11-07T05:30:00.000Z',
    '2021-07-04T16:00:00.000Z', 'Sun Jul 04 2021|12:00:00 GMT-0400 (Eastern Daylight Time)', '5 12']);
})().then(mustCall());
