import type { Duplex } from 'node:stream';

/**
 * Opens one byte stream to the other side: a unix socket, a tcp connection, TLS on either, a yamux stream, TLS inside a yamux
 * stream. Called again whenever a channel needs a new connection.
 * @throws GoPluginError `CONNECT_FAILED`, `SOCKET_PATH_TOO_LONG`, `CANCELED`
 */
export type Dialer = (signal: AbortSignal) => Promise<Duplex>;

/**
 * Hands incoming byte streams, TLS already done where there is any, to a grpc-js server; the other half of {@link Dialer}.
 */
export interface StreamListener {
  /** Where it listens, in this process's view. */
  readonly network: string;
  readonly address: string;
  /** Starts to hand over connections; those that came before wait. */
  onConnection(handler: (stream: Duplex) => void): void;
  /** Stops listening and removes the socket file. Streams that were handed over live on. */
  close(): Promise<void>;
}
