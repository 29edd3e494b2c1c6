import type { Duplex } from 'node:stream';

/**
 * Opens one byte stream to the other side: a unix socket, a tcp connection, TLS on either, a yamux stream, TLS inside a
 * yamux stream. A channel calls it for each new connection.
 * @throws GoPluginError `CONNECT_FAILED`, `SOCKET_PATH_TOO_LONG`, `CANCELED`
 */
export type Dialer = (signal: AbortSignal) => Promise<Duplex>;

/**
 * Passes incoming byte streams, after their TLS handshake if there is TLS, to a gRPC server. The counterpart of
 * {@link Dialer}.
 */
export interface StreamListener {
  /** Where it listens, as this process sees it. */
  readonly network: string;
  readonly address: string;
  /** Starts to pass connections to `handler`. Earlier connections wait until then. */
  onConnection(handler: (stream: Duplex) => void): void;
  /** Stops listening and removes the socket file. Streams that were passed on stay open. */
  close(): Promise<void>;
}
