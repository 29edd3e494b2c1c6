import type { Duplex } from 'node:stream';
import type { Timers } from 'plugin-async';
import type { GoPluginError } from '../errors/go-plugin-error.js';
import type { Logger } from '../logger.js';
import type { Dialer } from '../net/dialer.js';
import { YamuxSession } from '../yamux/session.js';
import type { BrokerTransportFactory } from './broker-transport.js';
import { MuxRouter } from './mux-router.js';
import { MuxTransport } from './mux-transport.js';

/** What both ends of a multiplexed connection need. */
export interface MuxOptions {
  readonly timers: Timers;
  readonly logger: Logger;
}

/** The host's end of a multiplexed connection. TLS, if any, goes inside each stream. */
export interface MuxHost {
  /** Opens a stream to the plugin's main server, also after it was lost. */
  readonly mainDialer: Dialer;
  readonly brokerTransport: BrokerTransportFactory;
  /** Resolves when the connection has ended, with the error if there is one. Never rejects. */
  readonly closed: Promise<GoPluginError | undefined>;
  close(): Promise<void>;
}

/** Multiplexes the one raw connection to a plugin that has announced multiplexing. */
export function createMuxHost(raw: Duplex, options: MuxOptions): MuxHost {
  const router = new MuxRouter(options);
  const session = new YamuxSession(raw, { role: 'client', timers: options.timers });
  router.attach(session);
  return {
    // Takes turns with brokered dials. Otherwise the plugin could take this stream for one that a knock announced.
    mainDialer: (signal) =>
      router.inTurn(() => {
        signal.throwIfAborted();
        return router.open();
      }),
    brokerTransport: (link) => new MuxTransport(link, { ...options, router }),
    closed: session.closed,
    close: () => session.close(),
  };
}
