import type { Duplex } from 'node:stream';
import type { StreamListener } from '../net/dialer.js';
import { YamuxSession } from '../yamux/session.js';
import type { BrokerTransportFactory } from './broker-transport.js';
import type { MuxOptions } from './mux-host.js';
import { MuxListener } from './mux-listener.js';
import { MuxRouter } from './mux-router.js';
import { MuxTransport } from './mux-transport.js';

/** How long go-plugin's plugins wait for the host's connection. */
const acceptTimeoutMs = 5_000;

/** The plugin's end of a multiplexed connection. TLS, if any, goes inside each stream. */
export interface MuxPlugin {
  /** The streams for the main server, instead of the listener's connections. */
  readonly mainStreams: StreamListener;
  readonly brokerTransport: BrokerTransportFactory;
  /**
   * Resolves when no host can connect any more: `never connected` if no host came within 5 s, `closed` if its
   * connection has ended. The plugin then stops.
   */
  readonly ended: Promise<'never connected' | 'closed'>;
  close(): Promise<void>;
}

/** Accepts the first connection of `listener` and multiplexes it. */
export function createMuxPlugin(listener: StreamListener, options: MuxOptions): MuxPlugin {
  const main = new MuxListener(listener.network, listener.address, () => listener.close());
  const router = new MuxRouter({ ...options, main });
  let session: YamuxSession | undefined;
  let cancelTimeout = (): void => undefined;
  const ended = new Promise<'never connected' | 'closed'>((resolve) => {
    cancelTimeout = options.timers.after(acceptTimeoutMs, () => resolve('never connected'));
    listener.onConnection((raw: Duplex) => {
      if (session !== undefined) {
        raw.destroy();
        return;
      }
      cancelTimeout();
      session = new YamuxSession(raw, { role: 'server', timers: options.timers });
      void session.closed.then((error) => {
        if (error !== undefined) options.logger.log('error', 'the multiplexed connection has failed', { error });
        resolve('closed');
      });
      router.attach(session);
      // No other connection is ever accepted, so the socket is not needed any more.
      void listener.close();
    });
  });
  return {
    mainStreams: main,
    brokerTransport: (link) => new MuxTransport(link, { ...options, router }),
    ended,
    close: async () => {
      cancelTimeout();
      await listener.close();
      await session?.close();
    },
  };
}
