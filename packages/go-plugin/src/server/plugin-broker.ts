import { systemTimers } from 'plugin-async';
import { BrokerLink } from '../broker/broker-link.js';
import type { BrokerTransportFactory } from '../broker/broker-transport.js';
import { GrpcBrokerEndpoint } from '../broker/grpc-broker-endpoint.js';
import { SocketTransport } from '../broker/socket-transport.js';
import { registerBrokerService } from '../broker/start-stream.js';
import type { GrpcServerOptions } from '../grpc/grpc-server.js';
import type { Logger } from '../logger.js';
import { listen, type ListenOptions } from '../net/listener.js';
import type { ServiceRegistrar } from '../plugin-set.js';
import type { PluginTls } from './plugin-tls.js';

/** The options of the plugin's end of the broker. */
export interface PluginBrokerOptions {
  /** The main server. The broker adds its service to it. */
  readonly server: ServiceRegistrar;
  readonly transport: BrokerTransportFactory;
  readonly tls: PluginTls | undefined;
  readonly grpc: GrpcServerOptions | undefined;
  readonly logger: Logger;
}

/** The plugin's end of the broker. Hosts may connect, disconnect and reconnect. */
export function createPluginBroker({ server, ...options }: PluginBrokerOptions): GrpcBrokerEndpoint {
  const link = new BrokerLink({ timers: systemTimers });
  const broker = new GrpcBrokerEndpoint({ ...options, link });
  registerBrokerService(server, (stream) => link.attach(stream));
  return broker;
}

/** Brokering with a socket for each connection, without multiplexing. */
export function pluginSocketBrokering(
  where: ListenOptions,
  logger: Logger,
  announcementMs: number | undefined,
): BrokerTransportFactory {
  return (link) =>
    new SocketTransport(link, { listen: () => listen(where), timers: systemTimers, logger, announcementMs });
}
