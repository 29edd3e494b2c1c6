import type { ConnectionOptions, TlsOptions } from 'node:tls';

/** The TLS settings of brokered connections: those of the main connection, for both roles. */
export interface BrokerTls {
  readonly server: TlsOptions;
  readonly client: ConnectionOptions;
}
