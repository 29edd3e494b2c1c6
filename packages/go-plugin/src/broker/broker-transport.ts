import type { ConnectionOptions, TlsOptions } from 'node:tls';
import type { Dialer, StreamListener } from '../net/dialer.js';
import type { BrokerLink } from './broker-link.js';
import type { BrokerMessage } from './broker-message.js';

/** How brokered connections are made: as separate sockets, or as streams of one multiplexed connection. */
export interface BrokerTransport {
  /**
   * Makes `id` available to the other side, and returns the listener for its streams.
   * @throws GoPluginError `BROKER_CLOSED`, `LISTEN_FAILED`, `SOCKET_PATH_TOO_LONG`; or the signal's reason
   */
  accept(id: number, signal: AbortSignal): Promise<StreamListener>;
  /** Makes a listener of {@link accept} known once more. @throws GoPluginError `BROKER_CLOSED`; or the signal's reason */
  announce(id: number, listener: StreamListener, signal: AbortSignal): Promise<void>;
  /**
   * Waits until the other side makes `id` available, and returns a dialer for it.
   * @throws GoPluginError `BROKER_TIMEOUT`, `BROKER_CLOSED`, `BROKER_REFUSED`; or the signal's reason
   */
  connect(id: number, timeoutMs: number, signal: AbortSignal): Promise<Dialer>;
  /** Takes a message of the other side. */
  receive(message: BrokerMessage): void;
  /** Rejects everything that waits for a message of the other side. */
  abandon(): void;
}

/** The TLS settings of brokered connections: those of the main connection, for both roles. */
export interface BrokerTls {
  readonly server: TlsOptions;
  readonly client: ConnectionOptions;
}

/** Makes the transport of a broker that uses `link`. */
export type BrokerTransportFactory = (link: BrokerLink) => BrokerTransport;
