'use strict';
// One process, no cluster: a server that reads every request header and answers with a few of its own and a JSON body.
// Shows what the plain http path costs when a script uses it fully. Prints "listening PORT".
const http = require('http');

const server = http.createServer((req, res) => {
  const names = Object.keys(req.headers);
  const body = JSON.stringify({ method: req.method, url: req.url, names, agent: req.headers['user-agent'] || '' });
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.setHeader('X-Names', String(names.length));
  res.end(body);
});
server.listen(Number(process.env.PORT || 8000), '127.0.0.1', () => console.log(`listening ${server.address().port}`));
