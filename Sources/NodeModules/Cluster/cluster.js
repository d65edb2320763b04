'use strict';
// cluster: the face of a primary or of a worker, whichever this process is. https://nodejs.org/docs/latest-v20.x/api/cluster.html

module.exports = require(internalBinding('cluster').workerID() > 0 ? 'internal/cluster/child' : 'internal/cluster/primary');
