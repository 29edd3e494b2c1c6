import type { Duplex } from 'node:stream';
import type { Dialer } from './dialer.js';

/** A dialer whose first connection has been made already, so that what is wrong with it could be told by then. */
export function dialledAhead(first: Duplex, dial: Dialer): Dialer {
  let ready: Duplex | undefined = first;
  return (signal) => {
    const stream = ready;
    ready = undefined;
    return stream === undefined || stream.destroyed ? dial(signal) : Promise.resolve(stream);
  };
}
