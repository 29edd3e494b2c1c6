import type { Duplex } from 'node:stream';
import type { Dialer } from './dialer.js';

/** A dialer whose first connection exists already, so that a failure of it has been reported before. */
export function dialledAhead(first: Duplex, dial: Dialer): Dialer {
  let ready: Duplex | undefined = first;
  return (signal) => {
    const stream = ready;
    ready = undefined;
    return stream === undefined || stream.destroyed ? dial(signal) : Promise.resolve(stream);
  };
}
