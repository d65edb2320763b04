'use strict';
// internal/streams/readable_pipe: readable.pipe and readable.unpipe.
// https://nodejs.org/docs/latest-v20.x/api/stream.html#readablepipedestination-options

const { prependListener } = require('internal/streams/legacy');
const { errorOrDestroy } = require('internal/streams/destroy');

function pipe(source, destination, options) {
  const state = source._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(destination);
  const ends = (!options || options.end !== false) && destination !== process.stdout && destination !== process.stderr;
  const atEnd = ends ? onEnd : unpipeNow;
  if (state.endEmitted) process.nextTick(atEnd);
  else source.once('end', atEnd);

  let onDrain;
  let cleanedUp = false;
  destination.on('unpipe', onUnpipe);
  function onUnpipe(readable, info) {
    if (readable === source && info && info.hasUnpiped === false) {
      info.hasUnpiped = true;
      cleanup();
    }
  }
  function onEnd() {
    destination.end();
  }
  function cleanup() {
    destination.removeListener('close', onClose);
    destination.removeListener('finish', onFinish);
    if (onDrain) destination.removeListener('drain', onDrain);
    destination.removeListener('error', onError);
    destination.removeListener('unpipe', onUnpipe);
    source.removeListener('end', onEnd);
    source.removeListener('end', unpipeNow);
    source.removeListener('data', onData);
    cleanedUp = true;
    // Somebody may still wait for this destination to drain.
    if (onDrain && state.awaitDrainWriters && (!destination._writableState || destination._writableState.needDrain)) onDrain();
  }
  function pause() {
    if (!cleanedUp) {
      if (state.pipes.length === 1 && state.pipes[0] === destination) {
        state.awaitDrainWriters = destination;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(destination)) {
        state.awaitDrainWriters.add(destination);
      }
      source.pause();
    }
    if (!onDrain) {
      onDrain = () => {
        if (state.awaitDrainWriters === destination) state.awaitDrainWriters = null;
        else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(destination);
        if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) && source.listenerCount('data')) source.resume();
      };
      destination.on('drain', onDrain);
    }
  }
  function onData(chunk) {
    if (destination.write(chunk) === false) pause();
  }
  function onError(error) {
    unpipeNow();
    destination.removeListener('error', onError);
    if (destination.listenerCount('error') === 0) {
      const s = destination._writableState || destination._readableState;
      if (s && !s.errorEmitted) errorOrDestroy(destination, error);
      else destination.emit('error', error);
    }
  }
  function onClose() {
    destination.removeListener('finish', onFinish);
    unpipeNow();
  }
  function onFinish() {
    destination.removeListener('close', onClose);
    unpipeNow();
  }
  function unpipeNow() {
    source.unpipe(destination);
  }
  source.on('data', onData);
  prependListener(destination, 'error', onError);
  destination.once('close', onClose);
  destination.once('finish', onFinish);
  destination.emit('pipe', source);
  if (destination.writableNeedDrain === true) pause();
  else if (!state.flowing) source.resume();
  return destination;
}

function unpipe(source, destination) {
  const state = source._readableState;
  if (state.pipes.length === 0) return source;
  if (!destination) {
    const all = state.pipes;
    state.pipes = [];
    source.pause();
    for (let i = 0; i < all.length; i++) all[i].emit('unpipe', source, { hasUnpiped: false });
    return source;
  }
  const at = state.pipes.indexOf(destination);
  if (at === -1) return source;
  state.pipes.splice(at, 1);
  if (state.pipes.length === 0) source.pause();
  destination.emit('unpipe', source, { hasUnpiped: false });
  return source;
}

module.exports = { pipe, unpipe };
