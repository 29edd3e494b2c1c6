import type { ConnectionOptions, TlsOptions } from 'node:tls';

/** TLS of brokered connections: that of the main one, in both roles. */
export interface BrokerTls {
  readonly server: TlsOptions;
  readonly client: ConnectionOptions;
}
